/**
 * A sound-alike key for Latin names, made for French and English spellings: silent endings, doubled letters, PH/F,
 * C/K/Q, S/Z, I/Y, W/V, D/T at the end and vowels after the first letter are levelled. It only proposes candidates.
 * Texts of other scripts are their own key.
 */
export function phoneticKey(folded: string): string {
  const text = folded.replace(/ /gu, '')
  if (!/^[A-Z]+$/u.test(text)) return text
  const sounds = text
    .replace(/(?:EAUX?|AUX|AUT|AUD|OT|OS|OD)$/u, 'O')
    .replace(/(?:[EI]E?Z|ERS?|ETS?|ES?|HE|TS?|DS?|S|X|Z)$/u, '')
    .replace(/PH/gu, 'F')
    .replace(/[CK]H(?=[RL])/gu, 'K')
    .replace(/S?CH|SH/gu, '1')
    .replace(/GN/gu, 'N')
    .replace(/QU?|CK/gu, 'K')
    .replace(/C(?=[EIY])|Z/gu, 'S')
    .replace(/G(?=[EIY])/gu, 'J')
    .replace(/GU(?=[EI])/gu, 'G')
    .replace(/[CX]/gu, 'K')
    .replace(/W/gu, 'V')
    .replace(/M(?=[BP])/gu, 'N')
    .replace(/H/gu, '')
  const first = /^[AEIOUY]/u.test(sounds) ? 'A' : ''
  return (first + sounds.replace(/[AEIOUY]+/gu, '').replace(/(.)\1+/gu, '$1')).slice(0, 6) || text.slice(0, 3)
}

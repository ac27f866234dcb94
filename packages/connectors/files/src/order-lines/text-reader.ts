/** Keys are short: of so many plain characters the text is put together faster than a decoder is called. */
const SHORT = 12

/** Makes a reader of the texts of fields: UTF-8, their doubled quotes made single. */
export function textReader(): (bytes: Uint8Array, from: number, to: number) => string {
  const decoder = new TextDecoder('utf-8')
  return (bytes, from, to) => {
    const short = to - from <= SHORT ? plainText(bytes, from, to) : undefined
    if (short !== undefined) return short
    const text = decoder.decode(bytes.subarray(from, to)).trim()
    return text.includes('"') ? text.replaceAll('""', '"') : text
  }
}

/** The text of ASCII letters, digits and signs above the quote; `undefined` for any other. */
function plainText(bytes: Uint8Array, from: number, to: number): string | undefined {
  let text = ''
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number
    if (byte <= 34 || byte >= 127) return undefined
    text += String.fromCharCode(byte)
  }
  return text
}

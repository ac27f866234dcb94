/** The delimiters that a file may have. */
export type Delimiter = ',' | ';' | '\t' | '|'

/** The delimiter that occurs most in a header, outside of quotes; a comma when none does. */
export function detectDelimiter(header: string, quote: string | undefined): Delimiter {
  const counts: Record<Delimiter, number> = { ',': 0, ';': 0, '\t': 0, '|': 0 }
  let quoted = false
  for (const character of header) {
    if (character === quote) quoted = !quoted
    else if (!quoted && character in counts) counts[character as Delimiter] += 1
  }
  let best: Delimiter = ','
  for (const candidate of [';', '\t', '|'] as const) if (counts[candidate] > counts[best]) best = candidate
  return best
}

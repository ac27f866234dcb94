const decoder = new TextDecoder('utf-8')

/** The text of a field, its doubled quotes made single. */
export function textAt(bytes: Uint8Array, from: number, to: number): string {
  const text = decoder.decode(bytes.subarray(from, to)).trim()
  return text.includes('"') ? text.replaceAll('""', '"') : text
}

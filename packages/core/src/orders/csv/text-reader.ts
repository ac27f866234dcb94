/** Makes a reader of the texts of fields: UTF-8, their doubled quotes made single. */
export function textReader(): (bytes: Uint8Array, from: number, to: number) => string {
  const decoder = new TextDecoder('utf-8')
  return (bytes, from, to) => {
    const text = decoder.decode(bytes.subarray(from, to)).trim()
    return text.includes('"') ? text.replaceAll('""', '"') : text
  }
}

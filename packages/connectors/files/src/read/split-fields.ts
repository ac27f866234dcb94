/** The fields of a record whose quoting is known to be sound. */
export function splitFields(
  record: string,
  options: { readonly delimiter: string; readonly quote: string | undefined },
): string[] {
  const { delimiter, quote } = options
  if (quote === undefined || !record.includes(quote)) return record.split(delimiter)
  const fields: string[] = []
  let position = 0
  for (;;) {
    if (record.startsWith(quote, position)) {
      const { value, end } = quotedField(record, position + 1, quote)
      fields.push(value)
      position = end
    } else {
      const next = record.indexOf(delimiter, position)
      const end = next === -1 ? record.length : next
      fields.push(record.slice(position, end))
      position = end
    }
    if (position >= record.length) return fields
    position += 1
  }
}

function quotedField(record: string, from: number, quote: string): { value: string; end: number } {
  let position = from
  for (;;) {
    const closing = record.indexOf(quote, position)
    // The framer has seen every quote closed, so one is found.
    if (record[closing + 1] !== quote)
      return { value: record.slice(from, closing).replaceAll(quote + quote, quote), end: closing + 1 }
    position = closing + 2
  }
}

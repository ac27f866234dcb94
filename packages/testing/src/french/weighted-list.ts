/** Reads the compact form of the tables, `value:weight,value:weight`. */
export function weightedList(text: string): readonly (readonly [string, number])[] {
  return text.split(',').map((entry) => {
    const colon = entry.indexOf(':')
    return [entry.slice(0, colon), Number(entry.slice(colon + 1))] as const
  })
}

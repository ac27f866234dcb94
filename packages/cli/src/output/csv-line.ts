/** One line of CSV; a cell that a spreadsheet would run as a formula is made text (OWASP, CSV injection). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cellOf).join(',')}\n`
}

function cellOf(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}

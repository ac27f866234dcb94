import type { ExplorationCell, ExplorationResult } from './exploration.ts'

/**
 * Writes an answer as CSV (RFC 4180): a line of names, then a line for each group, ended by CR LF. What is missing is
 * empty; a text that a spreadsheet would run as a formula begins with an apostrophe (OWASP, CSV injection).
 *
 * @example
 * ```ts
 * import { type Clientele, explorationCsv } from '@clientele/core'
 *
 * const byCity = async (clientele: Clientele) =>
 *   explorationCsv(
 *     await clientele.query({
 *       dimensions: { city: { field: 'city' } },
 *       measures: { people: { of: 'count' } },
 *     }),
 *   )
 * ```
 */
export function explorationCsv(
  result: Pick<ExplorationResult, 'dimensions' | 'measures' | 'groups'>,
): string {
  const names = [...result.dimensions, ...result.measures]
  const lines = [names, ...result.groups.map((group) => names.map((name) => group[name] ?? null))]
  return lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('')
}

function cellOf(cell: ExplorationCell): string {
  if (cell === null) return ''
  // A number is no formula, also a negative one.
  if (typeof cell !== 'string') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

import type { Exploration, ExplorationCell, ExplorationGroup, ExplorationResult } from './exploration.ts'

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
  return [lineOf(names), ...result.groups.map((group) => groupLine(group, names))].join('')
}

/**
 * The same CSV line by line, of groups as they come: for more of them than memory should hold.
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs'
 * import { pipeline } from 'node:stream/promises'
 * import { type Clientele, type Exploration, explorationCsvLines } from '@clientele/core'
 *
 * const write = (clientele: Clientele, question: Exploration, file: string) =>
 *   pipeline(explorationCsvLines(question, clientele.queryGroups(question)), createWriteStream(file))
 * ```
 */
export async function* explorationCsvLines(
  { dimensions = {}, measures }: Pick<Exploration, 'dimensions' | 'measures'>,
  groups: AsyncIterable<ExplorationGroup>,
): AsyncGenerator<string> {
  const names = [...Object.keys(dimensions), ...Object.keys(measures)]
  yield lineOf(names)
  for await (const group of groups) yield groupLine(group, names)
}

function groupLine(group: ExplorationGroup, names: readonly string[]): string {
  return lineOf(names.map((name) => group[name] ?? null))
}

function lineOf(cells: readonly ExplorationCell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`
}

function cellOf(cell: ExplorationCell): string {
  if (cell === null) return ''
  // A number is no formula, also a negative one.
  if (typeof cell !== 'string') return String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

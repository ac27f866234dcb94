import { ClienteleError } from '@clientele/core'
import { checkSegmentTable, codesOf } from './check-segment-table.ts'
import { combineScores } from './combine-scores.ts'
import type { SegmentTable } from './segment-table.ts'

/** What one cell of the R, F, M cube means. */
export interface ScoreCell {
  readonly code: string
  readonly segment: string
}

/**
 * Lays a segment table out over every (r, f, m), so that naming a score is one look-up.
 *
 * @throws `INVALID_DEFINITION` when the table is not a partition; the message names the cells at fault
 */
export function compileSegmentTable(table: SegmentTable): (r: number, f: number, m: number) => ScoreCell {
  refuseFaults(table)
  const segmentOf = new Map<string, string>()
  for (const segment of table.segments) {
    for (const code of codesOf(table, segment)) segmentOf.set(code, segment.id)
  }
  const { r: rLevels, f: fLevels, m: mLevels } = table.levels
  const cells: ScoreCell[] = []
  for (let r = 1; r <= rLevels; r++) {
    for (let f = 1; f <= fLevels; f++) {
      for (let m = 1; m <= mLevels; m++) {
        const key = table.axes === 'r-fm' ? `${r}${combineScores(f, m, table.combine)}` : `${r}${f}${m}`
        cells.push({ code: `${r}${f}${m}`, segment: segmentOf.get(key) as string })
      }
    }
  }
  return (r, f, m) => cells[((r - 1) * fLevels + (f - 1)) * mLevels + (m - 1)] as ScoreCell
}

function refuseFaults(table: SegmentTable): void {
  const { r, f, m } = table.levels
  const fits = [r, f, m].every((levels) => Number.isInteger(levels) && levels >= 2 && levels <= 9)
  if (!fits || (table.axes === 'r-fm' && f !== m)) {
    throw new ClienteleError(
      'INVALID_DEFINITION',
      `Segment table "${table.id}": expected 2 to 9 levels on each axis, and as many for F as for M when they are combined; got ${r} × ${f} × ${m}.`,
    )
  }
  const faults = checkSegmentTable(table)
  const said = [
    listed('cells without a segment', faults.missing),
    listed('cells in several segments', faults.repeated),
    listed('codes outside the grid', faults.unknown),
    listed('segments repeated or empty', faults.segments),
  ].filter((part) => part !== '')
  if (said.length > 0) {
    throw new ClienteleError(
      'INVALID_DEFINITION',
      `Segment table "${table.id}" is not a partition: ${said.join('; ')}. Give each cell to exactly one segment.`,
      { details: { table: table.id, ...faults } },
    )
  }
}

function listed(what: string, values: readonly string[]): string {
  if (values.length === 0) return ''
  const shown = values.slice(0, 10).join(', ')
  return `${what}: ${shown}${values.length > 10 ? ` and ${values.length - 10} more` : ''}`
}

import type { IntakeItem } from '@clientele/core'
import type { FilePlan } from '../mapping/file-plan.ts'
import type { Target } from '../mapping/target.ts'
import type { Rejection } from '../reject.ts'
import type { CellStyle, RowReading, SourceRow } from './context.ts'
import { eventReader } from './event.ts'
import { guardReader } from './guard.ts'
import { recordReader } from './record.ts'
import { tableRowReader } from './table-row.ts'

/** What a row became: all of its items (none when no target applies to it), or the reason why not. */
export type ConvertedRow =
  | { readonly items: readonly IntakeItem[]; readonly rejected?: undefined }
  | { readonly rejected: Rejection; readonly items?: undefined }

/** An item and the target that it was made by. */
export interface MadeItem {
  readonly target: Target
  readonly item: IntakeItem
}

/** What a row became, target by target. */
type MadeRow =
  | { readonly made: readonly MadeItem[]; readonly rejected?: undefined }
  | { readonly rejected: Rejection; readonly made?: undefined }

/** Turns rows of one file into items; pure. A row is taken whole or not at all. */
export type RowConverter = (row: SourceRow, options: { readonly observedAt: number }) => MadeRow

/** How the cells of a planned file are written. */
export function cellStyle(plan: FilePlan): CellStyle {
  return {
    decimal: plan.decimal,
    dates: plan.dates,
    timeZone: plan.timeZone,
    blanks: new Set(plan.blanks),
    nulls: new Set(plan.nulls),
  }
}

/** Prepares the conversion of the rows of a file, once. */
export function rowConverter(plan: FilePlan): RowConverter {
  const style = cellStyle(plan)
  const targets = plan.targets.map((target) => ({
    target,
    applies: guardReader(target.when, style),
    read: targetReader(target, plan.source, style),
  }))
  return (row, { observedAt }) => {
    const reading: RowReading = { row, observedAt, rejection: undefined }
    const made: MadeItem[] = []
    for (const { target, applies, read } of targets) {
      if (!applies(reading)) continue
      const item = read(reading)
      if (item !== undefined) made.push({ target, item })
      if (reading.rejection !== undefined) return { rejected: reading.rejection }
    }
    return { made }
  }
}

function targetReader(
  target: Target,
  source: string,
  style: CellStyle,
): (reading: RowReading) => IntakeItem | undefined {
  switch (target.type) {
    case 'record':
      return recordReader(target, source, style)
    case 'table':
      return tableRowReader(target, source, style)
    case 'event':
      return eventReader(target, source, style)
  }
}

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

/** Turns rows of one file into items; pure. A row is taken whole or not at all. */
export type RowConverter = (row: SourceRow, options: { readonly observedAt: number }) => ConvertedRow

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
    applies: guardReader(target.when, style),
    read: targetReader(target, plan.source, style),
  }))
  return (row, { observedAt }) => {
    const reading: RowReading = { row, observedAt, rejection: undefined }
    const items: IntakeItem[] = []
    for (const target of targets) {
      if (!target.applies(reading)) continue
      const item = target.read(reading)
      if (item !== undefined) items.push(item)
      if (reading.rejection !== undefined) return { rejected: reading.rejection }
    }
    return { items }
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

import type { RowGuard } from '../mapping/target.ts'
import { type CellStyle, type RowReading, textOf } from './context.ts'

/** Prepares the test of whether a row makes a target. */
export function guardReader(
  guards: readonly RowGuard[] | undefined,
  style: CellStyle,
): (reading: RowReading) => boolean {
  if (guards === undefined || guards.length === 0) return () => true
  return (reading) => guards.every((guard) => holds(guard, textOf(reading, guard.column, style)))
}

function holds(guard: RowGuard, value: string | undefined): boolean {
  switch (guard.is) {
    case 'present':
      return value !== undefined
    case 'missing':
      return value === undefined
    case 'in':
      return value !== undefined && guard.values.includes(value)
    case 'not-in':
      return value === undefined || !guard.values.includes(value)
    case 'starting-with':
      return value !== undefined && guard.values.some((start) => value.startsWith(start))
    case 'not-starting-with':
      return value === undefined || !guard.values.some((start) => value.startsWith(start))
  }
}

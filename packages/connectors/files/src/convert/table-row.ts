import type { IntakeItem, RowOwner } from '@clientele/core'
import type { ContactSpec, TableTarget } from '../mapping/target.ts'
import type { CellStyle, RowReading } from './context.ts'
import { identifiersReader } from './identifiers.ts'
import { keyReader } from './keys.ts'
import { instantReader } from './value.ts'
import { valuesWithCurrencyReader } from './values.ts'

/** Prepares the making of rows of a table. */
export function tableRowReader(
  target: TableTarget,
  defaultSource: string,
  style: CellStyle,
): (reading: RowReading) => IntakeItem | undefined {
  const source = target.source ?? defaultSource
  const readKey = keyReader(target.key, style)
  const readObservedAt = target.observedAt === undefined ? undefined : instantReader(target.observedAt, style)
  const readContact = target.contact === undefined ? undefined : ownerReader(target.contact, source, style)
  const readValues = valuesWithCurrencyReader(target.columns, style)
  return (reading) => {
    const key = readKey(reading)
    if (key === undefined) return undefined
    const observedAt = readObservedAt?.(reading) ?? reading.observedAt
    const row = { table: target.table, key, source, observedAt, values: readValues(reading) }
    const contact = readContact?.(reading)
    return { type: 'row', row: contact === undefined ? row : { ...row, contact } }
  }
}

/** A row whose contact cells are all blank is a row of nobody: an anonymous ticket stays a ticket. */
function ownerReader(
  spec: ContactSpec,
  defaultSource: string,
  style: CellStyle,
): (reading: RowReading) => RowOwner | undefined {
  if (spec.sourceKey === undefined) {
    const readIdentifiers = identifiersReader(spec.identifiers ?? {}, style)
    return (reading) => {
      const identifiers = readIdentifiers(reading)
      return identifiers.length === 0 ? undefined : { identifiers }
    }
  }
  const source = spec.source ?? defaultSource
  const readKey = keyReader(spec.sourceKey, style)
  return (reading) => {
    const attempt: RowReading = { ...reading, rejection: undefined }
    const sourceKey = readKey(attempt)
    if (attempt.rejection !== undefined && attempt.rejection.code !== 'missing-value')
      reading.rejection ??= attempt.rejection
    return sourceKey === undefined ? undefined : { source, sourceKey }
  }
}

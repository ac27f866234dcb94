import type { ConsentInput, IntakeItem } from '@clientele/core'
import type { RecordTarget } from '../mapping/target.ts'
import { consentReader } from './consents.ts'
import type { CellStyle, RowReading } from './context.ts'
import { identifiersReader } from './identifiers.ts'
import { keyReader } from './keys.ts'
import { instantReader } from './value.ts'
import { valuesReader } from './values.ts'

/** Prepares the making of records. */
export function recordReader(
  target: RecordTarget,
  defaultSource: string,
  style: CellStyle,
): (reading: RowReading) => IntakeItem | undefined {
  const source = target.source ?? defaultSource
  const readKey = keyReader(target.sourceKey, style)
  const readObservedAt = target.observedAt === undefined ? undefined : instantReader(target.observedAt, style)
  const readIdentifiers = identifiersReader(target.identifiers ?? {}, style)
  const readFields = valuesReader(target.fields, style)
  const readConsents = (target.consents ?? []).map((consent) => consentReader(consent, source, style))
  return (reading) => {
    const sourceKey = readKey(reading)
    if (sourceKey === undefined) return undefined
    const observedAt = readObservedAt?.(reading) ?? reading.observedAt
    const identifiers = readIdentifiers(reading)
    const fields = readFields(reading)
    const record = { source, sourceKey, observedAt, identifiers, fields }
    if (readConsents.length === 0) return { type: 'record', record }
    const consents = readConsents
      .map((read) => read(reading, observedAt))
      .filter((consent): consent is ConsentInput => consent !== undefined)
    return { type: 'record', record: { ...record, consents } }
  }
}

import { createHash } from 'node:crypto'
import type { IntakeItem } from '@clientele/core'
import { targetColumns } from '../mapping/columns.ts'
import type { EventTarget } from '../mapping/target.ts'
import { toValueSpec } from '../mapping/value-spec.ts'
import { type CellStyle, cellOf, type RowReading, reject } from './context.ts'
import { identifiersReader } from './identifiers.ts'
import { keyReader } from './keys.ts'
import { instantReader, textReader } from './value.ts'
import { valuesWithCurrencyReader } from './values.ts'

const MAX_NAME = 200
const MAX_MESSAGE_ID = 200

/** Prepares the making of events. */
export function eventReader(
  target: EventTarget,
  defaultSource: string,
  style: CellStyle,
): (reading: RowReading) => IntakeItem | undefined {
  const source = target.source ?? defaultSource
  const readName = textReader({ ...toValueSpec(target.name), required: true }, style)
  const readOccurredAt = instantReader({ ...toValueSpec(target.occurredAt), required: true }, style)
  const readIdentifiers = identifiersReader(target.identifiers, style)
  const readProperties = valuesWithCurrencyReader(target.properties, style)
  const readMessageId = messageIdReader(target, style)
  const identifierColumns = targetColumns({ ...target, properties: {}, messageId: [] })
  return (reading) => {
    const name = readName(reading)
    const occurredAt = readOccurredAt(reading)
    const identifiers = readIdentifiers(reading)
    if (identifiers.length === 0) {
      const column = identifierColumns.find((use) => use.role === 'identifier')?.column
      reject(
        reading,
        column,
        'missing-value',
        'expected at least one identifier, the row has none; use `when` to skip such rows',
      )
    }
    if (name === undefined || occurredAt === undefined) return undefined
    if (name.length > MAX_NAME)
      return reject(
        reading,
        toValueSpec(target.name).column,
        'too-long',
        `expected ${MAX_NAME} characters at most`,
      )
    const messageId = readMessageId(reading, `${source}:${name}:`)
    if (messageId === undefined) return undefined
    return {
      type: 'event',
      event: { name, messageId, occurredAt, source, identifiers, properties: readProperties(reading) },
    }
  }
}

/**
 * Without declared columns, the id is a hash of what the mapping keeps of the row: the same row in any file is
 * the same event, and columns that are not kept do not matter.
 */
function messageIdReader(
  target: EventTarget,
  style: CellStyle,
): (reading: RowReading, prefix: string) => string | undefined {
  if (target.messageId !== undefined) {
    const readKey = keyReader(target.messageId, style)
    return (reading, prefix) => {
      const key = readKey(reading)
      if (key === undefined) return undefined
      const messageId = `${prefix}${key}`
      return messageId.length <= MAX_MESSAGE_ID ? messageId : `${prefix.slice(0, 120)}${digest(messageId)}`
    }
  }
  const columns = [...new Set(targetColumns(target).map((use) => use.column))].sort()
  return (reading, prefix) => {
    const said = columns.map((column) => [column, cellOf(reading, column, style) ?? null])
    return `${prefix.slice(0, 120)}${digest(JSON.stringify([prefix, said]))}`
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

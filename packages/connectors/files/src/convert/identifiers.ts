import type { Identifier } from '@clientele/core'
import { identifierSpecs } from '../mapping/identifier-specs.ts'
import type { IdentifierSources, IdentifierSpec } from '../mapping/target.ts'
import { type CellStyle, type RowReading, reject, textOf } from './context.ts'
import { typeReader } from './typed.ts'

const MAX_VALUE = 1024

/** Prepares the reading of the identifiers of a row; a blank one is left out. */
export function identifiersReader(
  sources: IdentifierSources,
  style: CellStyle,
): (reading: RowReading) => readonly Identifier[] {
  const readers = Object.entries(sources).flatMap(([type, columns]) =>
    identifierSpecs(columns).map((spec) => identifierReader(type, spec, style)),
  )
  return (reading) => {
    const found: Identifier[] = []
    for (const read of readers) {
      const identifier = read(reading)
      if (identifier !== undefined) found.push(identifier)
    }
    return found
  }
}

function identifierReader(
  type: string,
  spec: IdentifierSpec,
  style: CellStyle,
): (reading: RowReading) => Identifier | undefined {
  const verified = spec.verified
  const read =
    typeof verified === 'object' ? typeReader({ type: 'boolean' }, verified.column, style) : undefined
  return (reading) => {
    const value = textOf(reading, spec.column, style)
    if (value === undefined) return undefined
    if (value.length > MAX_VALUE)
      return reject(reading, spec.column, 'too-long', `expected ${MAX_VALUE} characters at most`)
    if (verified === true) return { type, value, verified: true }
    if (read === undefined || typeof verified !== 'object') return { type, value }
    const cell = textOf(reading, verified.column, style)
    return cell !== undefined && read(reading, cell) === true
      ? { type, value, verified: true }
      : { type, value }
  }
}

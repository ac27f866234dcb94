import type { ConsentInput, ConsentStatus } from '@clientele/core'
import type { ConsentSpec } from '../mapping/target.ts'
import { type CellStyle, type RowReading, reject, textOf } from './context.ts'
import { instantReader, textReader } from './value.ts'

/** Prepares the reading of a consent; a blank cell says nothing, a value that is not a grant never becomes one. */
export function consentReader(
  spec: ConsentSpec,
  source: string,
  style: CellStyle,
): (reading: RowReading, observedAt: number) => ConsentInput | undefined {
  const status = statuses(spec)
  const at = spec.at === undefined ? undefined : instantReader(spec.at, style)
  const address = spec.address === undefined ? undefined : textReader(spec.address, style)
  const proof = spec.proof === undefined ? undefined : textReader(spec.proof, style)
  return (reading, observedAt) => {
    const value = textOf(reading, spec.column, style)
    if (value === undefined) return undefined
    const decided = status.get(value.toLowerCase()) ?? (spec.denied === undefined ? 'denied' : undefined)
    if (decided === undefined) {
      const expected =
        'expected one of the values that the consent lists; add the value to `granted` or `denied`'
      return reject(reading, spec.column, 'unmapped-value', expected)
    }
    const consent: { -readonly [Key in keyof ConsentInput]: ConsentInput[Key] } = {
      channel: spec.channel,
      purpose: spec.purpose,
      status: decided,
      at: at?.(reading) ?? observedAt,
      source,
    }
    const of = address?.(reading)
    if (of !== undefined) consent.address = of
    if (spec.basis !== undefined) consent.basis = spec.basis
    const shown = proof?.(reading)
    if (shown !== undefined) consent.proof = shown
    return consent
  }
}

function statuses(spec: ConsentSpec): Map<string, ConsentStatus> {
  const status = new Map<string, ConsentStatus>()
  for (const key of ['granted', 'pending', 'denied', 'withdrawn'] as const)
    for (const value of spec[key] ?? []) status.set(value.trim().toLowerCase(), key)
  return status
}

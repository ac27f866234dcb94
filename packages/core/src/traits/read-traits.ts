import { readFacts } from '../base/read-facts.ts'
import type { ContactFacts } from '../conditions/facts.ts'
import { needsOf, type ProgramNeeds } from '../engine/program.ts'
import type { Kernel } from '../kernel.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { CompiledTrait, TraitFinding } from './compiled-trait.ts'
import type { ProgramTrait } from './program-trait.ts'
import type { TraitReading, TraitReadings } from './traits-api.ts'

/** What reading traits needs of the kernel. */
export type TraitKernel = Pick<Kernel, 'program' | 'tables' | 'defaultZone'>

/** The facts that traits are computed of, of some contacts, in bulk; read only. */
export function factsForTraits(
  tx: StorageTransaction,
  contacts: readonly Contact[],
  traits: readonly ProgramTrait[],
  kernel: TraitKernel,
  at: Instant,
  besides: Partial<ProgramNeeds> = {},
): Promise<ReadonlyMap<string, ContactFacts>> {
  const needs = { ...needsOf(traits.map((one) => one.dependencies)), ...besides }
  return readFacts(tx, contacts, needs, at, kernel)
}

/** All traits of a contact whose facts are there. */
export function readingsOf(traits: readonly ProgramTrait[], facts: ContactFacts, at: Instant): TraitReadings {
  return Object.fromEntries(traits.map((one) => [one.id, readingOf(one.compiled, one.find(facts, at))]))
}

/** A finding as it is answered. */
export function readingOf({ unit }: CompiledTrait, { value, end }: TraitFinding): TraitReading {
  return { value, validUntil: end === Number.POSITIVE_INFINITY ? undefined : end, unit }
}

/** The values of a contact's traits, without those that are missing. */
export async function traitValuesOf(
  tx: StorageTransaction,
  contact: Contact,
  kernel: TraitKernel,
  at: Instant,
): Promise<{ readonly [traitId: string]: JsonValue }> {
  const { traits } = kernel.program()
  if (traits.length === 0) return {}
  const facts = (await factsForTraits(tx, [contact], traits, kernel, at)).get(contact.contactId)
  const values: Record<string, JsonValue> = {}
  if (facts !== undefined)
    for (const { id, find } of traits) {
      const { value } = find(facts, at)
      if (value !== undefined) values[id] = value
    }
  return values
}

import type { ContactFacts } from '../conditions/facts.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { DEFINITIONS_LOCK } from '../engine/definitions.ts'
import type { Sweeper } from '../engine/sweeper.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { mustFind } from '../profile/find-contact.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import type { CompiledTrait } from './compiled-trait.ts'
import { explainTrait } from './explain.ts'
import { parseTrait } from './parse.ts'
import type { ProgramTrait } from './program-trait.ts'
import { eachHousehold, readHousehold } from './read-household-traits.ts'
import { rowTraitsOf } from './read-row-traits.ts'
import { factsForTraits, readingsOf } from './read-traits.ts'
import { noteTraitSweep, removeTrait, saveTraits } from './save-traits.ts'
import type { RecomputeOptions, TraitReadings, TraitsApi } from './traits-api.ts'

/** What traits stand on besides the kernel. */
export interface TraitsParts {
  readonly book: DefinitionBook
  readonly sweeper: Sweeper
}

/** Contacts that are in memory at a time. */
const PAGE = 500

/** Makes the door of the traits. */
export function createTraitsApi(kernel: Kernel, { book, sweeper }: TraitsParts): TraitsApi {
  const { storage } = kernel

  const walk = async (options: RecomputeOptions): Promise<number> => {
    const total =
      options.onProgress === undefined ? 0 : await storage.transaction((tx) => tx.contacts.count())
    let done = 0
    await sweeper.finish({
      signal: options.signal,
      onSlice: (contacts) => {
        done += contacts
        options.onProgress?.({ done, total: Math.max(total, done) })
      },
    })
    return done
  }

  return {
    save: async (input, options = {}) => {
      const definition = parseTrait(input)
      const { by = 'api', expectedVersion } = options
      const [saved] = await storage.transaction((tx) =>
        saveTraits(tx, kernel, book, [definition], { by, expectedVersion }),
      )
      // First who is still to be evaluated, then the new version: nobody is taken to have moved by it.
      await sweeper.load()
      await book.refresh()
      await walk(options)
      return saved as NonNullable<typeof saved>
    },
    list: async () => (await storage.transaction(book.read)).traits,
    get: async (traitId) =>
      (await storage.transaction(book.read)).traits.find((one) => one.definition.id === traitId),
    remove: async (traitId) => {
      await storage.transaction(async (tx) => {
        await tx.lock([DEFINITIONS_LOCK])
        const { traits } = await book.read(tx)
        if (!traits.some((one) => one.definition.id === traitId)) throw unknownTrait(traitId)
        await removeTrait(tx, kernel, book, traitId)
      })
      await book.refresh()
    },
    of: (contactId, { at = kernel.clock.now() } = {}) => {
      const { traits } = kernel.program()
      return storage.transaction(async (tx) =>
        readingsOf(traits, await factsOf(tx, kernel, contactId, traits, at), at),
      )
    },
    ofRows: (contactId, table) =>
      storage.transaction(async (tx) =>
        rowTraitsOf(tx, await mustFind(tx, contactId), table, kernel, book.environment(), kernel.clock.now()),
      ),
    each: ({ at, signal } = {}) => eachReading(kernel, at ?? kernel.clock.now(), signal),
    history: async (contactId, traitId) => {
      traitOf(kernel, traitId)
      const changes = await storage.transaction(async (tx) =>
        tx.traits.changesOf([(await mustFind(tx, contactId)).contactId]),
      )
      return changes
        .filter((change) => change.traitId === traitId)
        .map(({ at, value, definitionVersion }) => ({ at, value: value ?? undefined, definitionVersion }))
    },
    ofHousehold: (contactId, { at = kernel.clock.now() } = {}) =>
      storage.transaction((tx) => readHousehold(tx, kernel, contactId, at)),
    eachHousehold: ({ at, signal } = {}) => eachHousehold(kernel, at ?? kernel.clock.now(), signal),
    explain: (contactId, traitId, { at = kernel.clock.now() } = {}) => {
      const trait = traitOf(kernel, traitId)
      const versions = new Map(kernel.program().traits.map((one) => [one.id, one.version]))
      const versionOf = ({ definition }: CompiledTrait): number => versions.get(definition.id) ?? 0
      return storage.transaction(async (tx) =>
        explainTrait(trait.compiled, await factsOf(tx, kernel, contactId, [trait], at), at, versionOf),
      )
    },
    recompute: async (traitId, options = {}) => {
      const program = kernel.program()
      const ids = traitId === undefined ? program.traits.map((one) => one.id) : [traitOf(kernel, traitId).id]
      const isNoted = await storage.transaction((tx) => noteTraitSweep(tx, kernel, program, ids))
      return { contacts: isNoted ? await walk(options) : 0 }
    },
  }
}

async function* eachReading(
  kernel: Kernel,
  at: Instant,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ readonly contactId: string; readonly traits: TraitReadings }> {
  const { traits } = kernel.program()
  let after: string | undefined
  for (;;) {
    refuseAborted(signal)
    const page = await kernel.storage.transaction(async (tx) => {
      const contacts = await tx.contacts.scan({ after, limit: PAGE })
      return { contacts, facts: await factsForTraits(tx, contacts, traits, kernel, at) }
    })
    for (const { contactId } of page.contacts)
      yield { contactId, traits: readingsOf(traits, page.facts.get(contactId) as ContactFacts, at) }
    const last = page.contacts.at(-1)
    if (last === undefined || page.contacts.length < PAGE) return
    after = last.contactId
    await yieldTurn()
  }
}

async function factsOf(
  tx: StorageTransaction,
  kernel: Kernel,
  contactId: string,
  traits: readonly ProgramTrait[],
  at: Instant,
): Promise<ContactFacts> {
  const contact = await mustFind(tx, contactId)
  const facts = await factsForTraits(tx, [contact], traits, kernel, at)
  return facts.get(contact.contactId) as ContactFacts
}

function traitOf(kernel: Kernel, traitId: string): ProgramTrait {
  const trait = kernel.program().traits.find((one) => one.id === traitId)
  if (trait === undefined) throw unknownTrait(traitId)
  return trait
}

function unknownTrait(traitId: string): ClienteleError {
  return new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a stored trait, got \`${traitId}\`; save it first, or list what is there.`,
    { details: { traitId } },
  )
}

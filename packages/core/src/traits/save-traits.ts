import { compileProgram } from '../engine/compile-program.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import {
  DEFINITIONS_LOCK,
  REMOVED,
  type StoredDefinitions,
  sameDefinition,
  saveDefinition,
} from '../engine/definitions.ts'
import type { Program } from '../engine/program.ts'
import { noteSweep } from '../engine/sweeps.ts'
import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { latestVersion, refuseStale } from '../segments/save-segments.ts'
import type { TraitDefinition } from './definition.ts'
import { isKept } from './program-trait.ts'
import type { StoredTrait } from './traits-api.ts'

/** How traits are saved. */
export interface SaveTraits {
  readonly by: string
  readonly expectedVersion?: number | undefined
}

/**
 * Saves traits inside a transaction, those that say something else than what is stored, and notes the walk that
 * computes them, and what stands on them, over the base. They are checked together: they may read each other.
 *
 * @throws what a trait that does not compile throws; `DEFINITION_CYCLE`; `VERSION_CONFLICT`.
 */
export async function saveTraits(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  definitions: readonly TraitDefinition[],
  options: SaveTraits,
): Promise<readonly StoredTrait[]> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const saved: StoredTrait[] = []
  const changed: StoredTrait[] = []
  for (const definition of definitions) {
    const latest = await latestVersion(tx, 'trait', definition.id)
    refuseStale('trait', definition.id, latest, options.expectedVersion)
    const current = stored.traits.find((one) => one.definition.id === definition.id)
    if (current !== undefined && sameDefinition(current.definition, definition)) saved.push(current)
    else {
      const next = { definition, version: latest + 1, savedAt: kernel.clock.now(), savedBy: options.by }
      saved.push(next)
      changed.push(next)
    }
  }
  if (changed.length === 0) return saved
  await book.load(definitions)
  const program = compileProgram(withTraits(stored, changed), book.settings)
  for (const { definition, version, savedAt: at, savedBy: by } of changed) {
    await saveDefinition(tx, 'trait', definition, { version, at, by, auditId: kernel.nextId() })
    await tx.definitions.setState('trait', definition.id, 'active')
    if (!isKept(definition)) await tx.traits.drop(definition.id)
  }
  await noteTraitSweep(
    tx,
    kernel,
    program,
    changed.map((one) => one.definition.id),
  )
  return saved
}

/** Notes the walk that computes kept traits, and what stands on them, anew; answers whether there is anything to do. */
export async function noteTraitSweep(
  tx: StorageTransaction,
  kernel: Pick<Kernel, 'nextId'>,
  program: Program,
  traitIds: readonly string[],
): Promise<boolean> {
  const traits = program.keptTraits.filter((one) => traitIds.some((id) => one.dependencies.traits.has(id)))
  const segments = program.segments.filter((one) => traitIds.some((id) => one.dependencies.traits.has(id)))
  if (traits.length === 0 && segments.length === 0) return false
  await noteSweep(tx, {
    kind: 'evaluate',
    id: kernel.nextId(),
    segments: segments.map((one) => one.id),
    traits: traits.map((one) => one.id),
    replay: [],
  })
  return true
}

/**
 * Takes a trait out inside a transaction.
 *
 * @throws what a definition that stands on it throws without it.
 */
export async function removeTrait(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  traitId: string,
): Promise<void> {
  const stored = await book.read(tx)
  // Whatever stands on it would not compile any more: refused, and named.
  const traits = stored.traits.filter((one) => one.definition.id !== traitId)
  compileProgram({ ...stored, traits }, book.settings)
  await tx.definitions.setState('trait', traitId, REMOVED)
  await tx.traits.drop(traitId)
  await tx.audit.append([
    {
      id: kernel.nextId(),
      at: kernel.clock.now(),
      actor: 'api',
      action: 'trait.remove',
      subject: traitId,
      details: {},
    },
  ])
}

function withTraits(stored: StoredDefinitions, changed: readonly StoredTrait[]): StoredDefinitions {
  const ids = new Set(changed.map((one) => one.definition.id))
  const others = stored.traits.filter((one) => !ids.has(one.definition.id))
  return { ...stored, traits: [...others, ...changed] }
}

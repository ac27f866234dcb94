import { compileProgram } from '../engine/compile-program.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { DEFINITIONS_LOCK, sameDefinition, saveDefinition } from '../engine/definitions.ts'
import { noteSweep } from '../engine/sweeps.ts'
import type { Kernel } from '../kernel.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import { latestVersion, refuseStale } from '../segments/save-segments.ts'
import type { ScenarioDefinition, ScenarioState } from './definition.ts'
import type { StoredScenario } from './scenarios-api.ts'

/** How a scenario is saved. */
export interface SaveScenario {
  readonly by: string
  readonly expectedVersion?: number | undefined
  /** @default what it is; `initialState` for a new one */
  readonly state?: ScenarioState | undefined
  readonly initialState: ScenarioState
}

/**
 * Saves a scenario inside a transaction, if it says something else than what is stored.
 *
 * @throws what a definition that does not compile throws; `VERSION_CONFLICT`.
 */
export async function saveScenario(
  tx: StorageTransaction,
  kernel: Kernel,
  book: DefinitionBook,
  definition: ScenarioDefinition,
  options: SaveScenario,
): Promise<StoredScenario> {
  await tx.lock([DEFINITIONS_LOCK])
  const stored = await book.read(tx)
  const latest = await latestVersion(tx, 'scenario', definition.id)
  refuseStale('scenario', definition.id, latest, options.expectedVersion)
  const current = stored.scenarios.find((one) => one.definition.id === definition.id)
  const state = options.state ?? current?.state ?? options.initialState
  const isSame = current !== undefined && sameDefinition(current.definition, definition)
  const next: StoredScenario = isSame
    ? { ...current, state }
    : { definition, version: latest + 1, state, savedAt: kernel.clock.now(), savedBy: options.by }
  const others = stored.scenarios.filter((one) => one.definition.id !== definition.id)
  compileProgram({ ...stored, scenarios: [...others, next] }, book.settings)
  if (!isSame) {
    const { version, savedAt: at, savedBy: by } = next
    await saveDefinition(tx, 'scenario', definition, { version, at, by, auditId: kernel.nextId() })
  }
  if (state !== current?.state)
    await changeState(tx, kernel, definition.id, current?.state, state, options.by)
  return next
}

/** Writes the state of a scenario, with its audit row, and notes the walk that it asks for. */
export async function changeState(
  tx: StorageTransaction,
  kernel: Kernel,
  scenarioId: string,
  from: ScenarioState | undefined,
  to: ScenarioState,
  by: string,
): Promise<void> {
  await tx.definitions.setState('scenario', scenarioId, to)
  await tx.audit.append([
    {
      id: kernel.nextId(),
      at: kernel.clock.now(),
      actor: by,
      action: 'scenario.state',
      subject: scenarioId,
      details: { from: from ?? null, to },
    },
  ])
  const wasHeld = from === 'paused' || from === 'draft'
  if (to === 'stopped') await noteSweep(tx, { kind: 'stop', id: kernel.nextId(), scenarioId })
  else if (wasHeld && (to === 'live' || to === 'test'))
    await noteSweep(tx, { kind: 'resume', id: kernel.nextId(), scenarioId })
}

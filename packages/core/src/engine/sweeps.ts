import type { JsonValue } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'

/** A walk over contacts or runs that a change of a definition asks for: kept, so that a crash only interrupts it. */
export type Sweep =
  /** Evaluates segments and kept traits over the whole base; `replay` are those whose members enter anew. */
  | {
      readonly kind: 'evaluate'
      readonly id: string
      readonly segments: readonly string[]
      readonly traits?: readonly string[] | undefined
      readonly replay: readonly string[]
      readonly after?: string | undefined
    }
  /** Ends, or goes on with, the live runs of a scenario. */
  | {
      readonly kind: 'stop' | 'resume'
      readonly id: string
      readonly scenarioId: string
      readonly after?: string | undefined
    }

/** Where the walks that are not at their end yet are kept; also the name of their lock. */
const CHECKPOINT = 'clientele/sweeps'

/** Makes the transaction the only one that changes the list of walks. */
export async function lockSweeps(tx: StorageTransaction): Promise<void> {
  await tx.lock([CHECKPOINT])
}

/** Notes a walk, in the transaction of the change that asks for it. */
export async function noteSweep(tx: StorageTransaction, sweep: Sweep): Promise<void> {
  await lockSweeps(tx)
  await writeSweeps(tx, [...(await readSweeps(tx)), sweep])
}

/** Moves the cursor of a walk; without one the walk is at its end and leaves the list. */
export async function moveSweep(
  tx: StorageTransaction,
  sweepId: string,
  after: string | undefined,
): Promise<void> {
  const sweeps: Sweep[] = []
  for (const sweep of await readSweeps(tx)) {
    if (sweep.id !== sweepId) sweeps.push(sweep)
    else if (after !== undefined) sweeps.push({ ...sweep, after })
  }
  await writeSweeps(tx, sweeps)
}

/** The walks that are not at their end, in the order in which they were asked for. */
export async function readSweeps(tx: StorageTransaction): Promise<readonly Sweep[]> {
  return ((await tx.checkpoints.get(CHECKPOINT)) ?? []) as unknown as readonly Sweep[]
}

async function writeSweeps(tx: StorageTransaction, sweeps: readonly Sweep[]): Promise<void> {
  if (sweeps.length === 0) await tx.checkpoints.remove(CHECKPOINT)
  else await tx.checkpoints.put(CHECKPOINT, JSON.parse(JSON.stringify(sweeps)) as JsonValue)
}

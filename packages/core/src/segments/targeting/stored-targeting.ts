import type { Condition } from '../../conditions/ast.ts'
import type { Definition } from '../../model/definition.ts'
import type { JsonObject } from '../../model/json.ts'
import type { StorageTransaction } from '../../ports/storage.ts'
import { targetingCondition } from './targeting-rows.ts'
import type { Targeting } from './targetings-api.ts'

/** What a targeting is, said before the first contact is looked at: version 1 of its definition. */
export type TargetingHead = Pick<Targeting, 'at' | 'by' | 'note' | 'segment' | 'standsOn' | 'target'> & {
  readonly definition: Condition
}

/** What came of it: version 2, with the head; there is none after it. */
type TargetingBody = TargetingHead & Pick<Targeting, 'included' | 'leftOut' | 'steps' | 'reasons' | 'tookMs'>

/** Reads what was begun; `undefined` for an id that is new. */
export async function readHead(
  tx: StorageTransaction,
  targetingId: string,
): Promise<TargetingHead | undefined> {
  const stored = await tx.definitions.get('targeting', targetingId, 1)
  return stored?.body as TargetingHead | undefined
}

/** Reads a targeting that is frozen; `undefined` for one that is not, or not yet. */
export async function readTargeting(
  tx: StorageTransaction,
  targetingId: string,
): Promise<Targeting | undefined> {
  const stored = await tx.definitions.get('targeting', targetingId, 2)
  return stored === undefined ? undefined : targetingOf(stored)
}

/** The targetings that are frozen, latest first. */
export async function readTargetings(tx: StorageTransaction): Promise<readonly Targeting[]> {
  return (await tx.definitions.latest('targeting'))
    .filter(({ version }) => version === 2)
    .map(targetingOf)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
}

/** Writes the head (1), or the whole (2), with its audit row. */
export async function saveTargeting(
  tx: StorageTransaction,
  targetingId: string,
  version: 1 | 2,
  body: TargetingHead | TargetingBody,
  { at, auditId }: { readonly at: number; readonly auditId: string },
): Promise<void> {
  const plain = JSON.parse(JSON.stringify(body)) as JsonObject
  const { by } = body
  await tx.definitions.save({
    kind: 'targeting',
    id: targetingId,
    version,
    body: plain,
    savedAt: at,
    savedBy: by,
  })
  const action = version === 1 ? 'targeting.begin' : 'targeting.freeze'
  await tx.audit.append([{ id: auditId, at, actor: by, action, subject: targetingId, details: {} }])
}

function targetingOf({ id, body }: Definition): Targeting {
  const { at, by, note, segment, definition, standsOn, target, included, leftOut, steps, reasons, tookMs } =
    body as unknown as TargetingBody
  const what = { segment, definition, standsOn, target }
  const outcome = { included, leftOut, steps, reasons, tookMs }
  return { id, at, by, note, ...what, ...outcome, where: targetingCondition(id) }
}

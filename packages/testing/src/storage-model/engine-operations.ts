import type { MessageIntent, Run, StorageTransaction } from '@clientele/core'
import fc from 'fast-check'
import { jsonObjectArbitrary } from '../arbitraries/json.ts'
import { bag } from '../conformance/bag.ts'
import { sample } from '../conformance/storage/samples.ts'
import { aContactId, anInstant, aPage, aScenarioId, aSegmentId, modelWorld, someOf } from './model-world.ts'
import { operation, type StorageOperation } from './operation.ts'

const runIds = ['r1', 'r2', 'r3', 'r4', 'R5', 'ré'] as const
const messageKeys = ['k1', 'k2', 'k3', 'K4', "k'5", 'first0', 'first1', 'first2'] as const
const everyone = { limit: 1000 }

const run: fc.Arbitrary<Run> = fc
  .record({
    runId: fc.constantFrom(...runIds),
    contactId: aContactId,
    scenarioId: aScenarioId,
    runKey: fc.constantFrom('', 'K1'),
    isLive: fc.boolean(),
    node: fc.constantFrom('wait', 'mail'),
    wakeAt: fc.option(anInstant, { nil: undefined }),
    startedAt: anInstant,
    trigger: jsonObjectArbitrary(),
    sent: fc.subarray(['mail', 'sms']),
  })
  .map(({ isLive, runId, contactId, ...over }) =>
    sample.run(runId, contactId, {
      ...over,
      ...(isLive ? {} : { state: 'ended', endedAt: 9000, endReason: 'done' }),
    }),
  )

/** Each key has its own due instant: which of two is earlier must not be left to chance. */
const message: fc.Arbitrary<MessageIntent> = fc
  .record({
    place: fc.nat(messageKeys.length - 1),
    contactId: aContactId,
    scenarioId: aScenarioId,
    due: anInstant,
    state: fc.constantFrom('pending', 'pending', 'pending', 'withheld', 'failed'),
    context: jsonObjectArbitrary(),
  })
  .map(({ place, contactId, scenarioId, due, state, context }) =>
    sample.message(messageKeys[place]!, contactId, { scenarioId, dueAt: due + place, state, context }),
  )

/** Memberships, runs and messages, for live contacts, as the engine writes them. */
export const engineOperations: readonly fc.Arbitrary<StorageOperation>[] = [
  operation(
    'memberships.put',
    fc.record({
      contactId: aContactId,
      segmentId: aSegmentId,
      member: fc.boolean(),
      validUntil: fc.option(anInstant, { nil: undefined }),
    }),
    async (transaction, { contactId, segmentId, ...over }) => {
      if (!(await isLive(transaction, contactId))) return
      await transaction.memberships.put([sample.membership(contactId, segmentId, over)])
    },
  ),
  operation(
    'memberships.appendChanges',
    fc.array(
      fc.record({ contactId: aContactId, segmentId: aSegmentId, at: anInstant, entered: fc.boolean() }),
      {
        minLength: 1,
        maxLength: 3,
      },
    ),
    async (transaction, input) => {
      for (const { contactId, segmentId, at, entered } of input) {
        if (!(await isLive(transaction, contactId))) continue
        await transaction.memberships.appendChanges([sample.change(contactId, segmentId, at, entered)])
      }
    },
  ),
  operation('memberships.drop', aSegmentId, ({ memberships }, segmentId) => memberships.drop(segmentId)),
  operation(
    'memberships.membersAt',
    fc.record({ segmentId: aSegmentId, at: anInstant, page: aPage(modelWorld.contactIds) }),
    ({ memberships }, { segmentId, at, page }) => memberships.membersAt(segmentId, at, page),
  ),
  operation(
    'memberships.members',
    fc.record({ segmentId: aSegmentId, page: aPage(modelWorld.contactIds) }),
    ({ memberships }, { segmentId, page }) => memberships.members(segmentId, page),
  ),
  operation(
    'traits.put',
    fc.record({
      contactId: aContactId,
      traitId: aSegmentId,
      value: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
      validUntil: fc.option(anInstant, { nil: undefined }),
    }),
    async (transaction, { contactId, traitId, ...over }) => {
      if (await isLive(transaction, contactId))
        await transaction.traits.put([sample.trait(contactId, traitId, over)])
    },
  ),
  operation(
    'traits.appendChanges',
    fc.record({ contactId: aContactId, traitId: aSegmentId, at: anInstant, value: fc.integer() }),
    async (transaction, { contactId, traitId, at, value }) => {
      if (await isLive(transaction, contactId))
        await transaction.traits.appendChanges([sample.traitChange(contactId, traitId, at, value)])
    },
  ),
  operation('traits.drop', aSegmentId, ({ traits }, traitId) => traits.drop(traitId)),
  operation('due', anInstant, async ({ memberships, runs, traits }, at) => [
    bag(await memberships.due(at, everyone.limit)),
    bag(await runs.due(at, everyone.limit)),
    bag(await traits.due(at, everyone.limit)),
  ]),
  operation('runs.put', run, putRun),
  operation(
    'runs.liveOfScenario',
    fc.record({ scenarioId: aScenarioId, page: aPage(runIds) }),
    ({ runs }, { scenarioId, page }) => runs.liveOfScenario(scenarioId, page),
  ),
  operation('messages.insertNew', message, async (transaction, input) => {
    if (await isLive(transaction, input.contactId)) await transaction.messages.insertNew([input])
  }),
  operation(
    'messages.claim',
    fc.record({ at: anInstant, limit: fc.integer({ min: 1, max: 3 }) }),
    ({ messages }, { at, limit }) => messages.claim(at, limit, at + 1000),
  ),
  operation(
    'messages.settle',
    fc.record({
      keys: someOf(messageKeys),
      state: fc.constantFrom('sending', 'sending', 'sent', 'pending'),
      isStale: fc.boolean(),
    }),
    async ({ messages }, { keys, state, isStale }) => {
      const stored = await messages.byKeys(keys)
      // A state of `sending` has a lease: only a claimed message can get there.
      const claimed = stored.filter(({ leaseUntil }) => leaseUntil !== undefined)
      const written = await messages.settle(
        claimed.map((one) => ({
          ...one,
          state,
          contactId: 'somebody',
          fence: isStale ? one.fence - 1 : one.fence,
        })),
      )
      return bag(written)
    },
  ),
  operation(
    'messages.listByState',
    fc.record({ state: fc.constantFrom('pending', 'sending', 'sent'), page: aPage(messageKeys) }),
    ({ messages }, { state, page }) => messages.listByState(state, page),
  ),
  operation('messages.abandoned', anInstant, async ({ messages }, at) =>
    bag(await messages.abandoned(at, 100)),
  ),
]

async function isLive({ contacts }: StorageTransaction, contactId: string): Promise<boolean> {
  return (await contacts.byIds([contactId])).length > 0
}

/** A run of a live contact; it stays with its contact and ends when its slot is taken. */
async function putRun(transaction: StorageTransaction, input: Run): Promise<void> {
  const { runs } = transaction
  const [stored] = await runs.byIds([input.runId])
  const run = stored === undefined ? input : { ...input, contactId: stored.contactId }
  if (!(await isLive(transaction, run.contactId))) return
  const taken = (await runs.liveOf([run.contactId])).some(
    ({ runId, scenarioId, runKey }) =>
      runId !== run.runId && scenarioId === run.scenarioId && runKey === run.runKey,
  )
  const state = taken ? ({ state: 'ended', endedAt: 9000, endReason: 'done' } as const) : {}
  await runs.put([{ ...run, ...state }])
}

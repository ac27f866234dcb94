import fc from 'fast-check'
import { jsonObjectArbitrary, jsonValueArbitrary } from '../arbitraries/json.ts'
import { bag } from '../conformance/bag.ts'
import { sample } from '../conformance/storage/samples.ts'
import { aContactId, anInstant, aPage, aRecordId, aScorerId, modelWorld, someOf } from './model-world.ts'
import { operation, type StorageOperation } from './operation.ts'

const ids = ['1', '10', 'A', 'é'] as const
const anId = fc.constantFrom(...ids)
const anAddress = fc.constantFrom(...modelWorld.addresses)
const aChannel = fc.constantFrom('email', 'sms')

/** The small repositories. */
export const settingOperations: readonly fc.Arbitrary<StorageOperation>[] = [
  operation(
    'suppressions.put',
    fc.record({ channel: aChannel, address: anAddress, reason: fc.constantFrom('bounce', 'stop') }),
    ({ suppressions }, { channel, address, reason }) =>
      suppressions.put([sample.suppression(channel, address, { reason })]),
  ),
  operation(
    'suppressions.remove',
    fc.record({ channel: aChannel, address: anAddress }),
    ({ suppressions }, input) => suppressions.remove([input]),
  ),
  operation('suppressions.find', aChannel, async ({ suppressions }, channel) =>
    bag(await suppressions.find(channel, modelWorld.addresses)),
  ),
  operation(
    'scores.put',
    fc.record({ contactId: aContactId, scorerId: aScorerId, at: anInstant, values: jsonObjectArbitrary() }),
    async ({ scores, contacts }, { contactId, scorerId, at, values }) => {
      if ((await contacts.byIds([contactId])).length === 0) return
      await scores.put([sample.score(contactId, scorerId, at, { values })])
    },
  ),
  operation(
    'scores.scan',
    fc.record({ scorerId: aScorerId, at: anInstant, page: aPage(modelWorld.contactIds) }),
    ({ scores }, { scorerId, at, page }) => scores.scan(scorerId, at, page),
  ),
  operation(
    'definitions.save',
    fc.record({
      kind: fc.constantFrom('segment', 'scenario'),
      id: fc.constantFrom(...modelWorld.definitionIds),
      version: fc.integer({ min: 1, max: 3 }),
      body: jsonObjectArbitrary(),
    }),
    ({ definitions }, { id, version, ...over }) => definitions.save(sample.definition(id, version, over)),
  ),
  operation(
    'definitions.get',
    fc.record({ id: fc.constantFrom(...modelWorld.definitionIds), version: fc.integer({ min: 1, max: 3 }) }),
    ({ definitions }, { id, version }) => definitions.get('segment', id, version),
  ),
  operation(
    'definitions.setState',
    fc.record({ id: fc.constantFrom(...modelWorld.definitionIds), state: fc.constantFrom('draft', 'live') }),
    ({ definitions }, { id, state }) => definitions.setState('scenario', id, state),
  ),
  operation(
    'deadLetters.put',
    fc.record({ id: anId, input: jsonValueArbitrary() }),
    ({ deadLetters }, { id, input }) => deadLetters.put([sample.deadLetter(id, { input })]),
  ),
  operation('deadLetters.remove', someOf(ids), ({ deadLetters }, input) => deadLetters.remove(input)),
  operation('deadLetters.list', aPage(ids), ({ deadLetters }, page) => deadLetters.list(page)),
  operation(
    'checkpoints.put',
    fc.record({ key: fc.constantFrom(...modelWorld.checkpointKeys), checkpoint: jsonValueArbitrary() }),
    ({ checkpoints }, { key, checkpoint }) => checkpoints.put(key, checkpoint),
  ),
  operation('checkpoints.remove', fc.constantFrom(...modelWorld.checkpointKeys), ({ checkpoints }, key) =>
    checkpoints.remove(key),
  ),
  operation('audit.append', anId, async ({ audit }, id) => {
    const known = await audit.list({ limit: 100 })
    if (!known.some((entry) => entry.id === id)) await audit.append([sample.audit(id)])
  }),
  operation(
    'identityLog.append',
    fc.record({
      id: anId,
      contactId: aContactId,
      from: fc.option(aContactId, { nil: undefined }),
      recordIds: fc.uniqueArray(aRecordId, { maxLength: 2 }),
    }),
    async ({ identityLog }, { id, contactId, ...over }) => {
      const known = await identityLog.scan({ limit: 100 })
      if (known.some((entry) => entry.id === id)) return
      await identityLog.append([sample.logEntry(id, contactId, over)])
    },
  ),
  operation('identityLog.ofContacts', someOf(modelWorld.contactIds), ({ identityLog }, input) =>
    identityLog.ofContacts(input),
  ),
  operation(
    'tombstones.put',
    fc.record({ hash: fc.constantFrom(...modelWorld.hashes), at: anInstant }),
    ({ tombstones }, input) => tombstones.put([input]),
  ),
]

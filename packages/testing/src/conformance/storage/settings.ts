import { expectEqual, expectRejection, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

/** The small repositories: suppressions, scores, definitions, dead letters, checkpoints. */
export const settingCases: readonly StorageCase[] = [
  storageCase('suppressions: are kept by channel and address', async (storage) => {
    const mail = sample.suppression('email', 'a@example.test')
    const sms = sample.suppression('sms', 'a@example.test')
    await storage.transaction(async ({ suppressions }) => {
      await suppressions.put([mail, sms])
      expectSame(await suppressions.find('email', ['a@example.test', 'b@example.test']), [mail], 'the e-mail')
      const complaint = { ...mail, reason: 'complaint' as const, at: 9000 }
      await suppressions.put([complaint])
      expectSame(await suppressions.find('email', ['a@example.test']), [complaint], 'the e-mail put again')
      await suppressions.remove([{ channel: 'email', address: 'a@example.test' }])
      expectSame(await suppressions.find('email', ['a@example.test']), [], 'the e-mail taken out')
      expectSame(await suppressions.find('sms', ['a@example.test']), [sms], 'the other channel')
    })
  }),

  storageCase('scores: the latest of each scorer counts, the others are history', async (storage) => {
    const old = sample.score('c1', 'rfm', 1000, { values: { segment: 'new', amount: 0 } })
    const latest = sample.score('c1', 'rfm', 3000)
    const between = sample.score('c1', 'rfm', 2000)
    const value = sample.score('c1', 'ltv', 500, { values: { insufficient_data: true } })
    await storage.transaction(async ({ scores }) => {
      await scores.put([old, latest, between, value, sample.score('c2', 'rfm', 1000)])
      expectSame(await scores.latestOf(['c1', 'nobody']), [latest, value], 'the latest scores')
      expectEqual(await scores.dates('rfm'), [3000, 2000, 1000], 'the dates, latest first')
      expectEqual(await scores.dates('nothing'), [], 'the dates of an unknown scorer')
      expectEqual(
        await scores.scan('rfm', 1000, { limit: 1 }),
        [old],
        'the first page of one date, by contact',
      )
      expectEqual(
        await scores.scan('rfm', 1000, { after: 'c1', limit: 5 }),
        [sample.score('c2', 'rfm', 1000)],
        'the second page',
      )
      const corrected = { ...old, values: { segment: 'lost' } }
      await scores.put([corrected])
      expectEqual(await scores.scan('rfm', 1000, { limit: 1 }), [corrected], 'the score put again')
    })
  }),

  storageCase('definitions: versions follow one another and are never changed', async (storage) => {
    await storage.transaction(async ({ definitions }) => {
      await definitions.save(sample.definition('active', 1))
      await definitions.save(sample.definition('active', 2, { body: { where: { any: [] } } }))
      await definitions.save(sample.definition('vip', 1))
      await definitions.save(sample.definition('active', 1, { kind: 'scenario' }))
      expectSame(
        (await definitions.latest('segment')).map(({ id, version }) => `${id} ${version}`),
        ['active 2', 'vip 1'],
        'the latest versions',
      )
      expectEqual(await definitions.get('segment', 'active', 1), sample.definition('active', 1), 'version 1')
      expectEqual(await definitions.get('segment', 'active', 3), undefined, 'a version that is not there')
      expectEqual(await definitions.latest('trait'), [], 'the definitions of a kind without any')
    })
  }),

  storageCase(
    'definitions: a version that is there, or leaves a gap, is refused with VERSION_CONFLICT',
    async (storage) => {
      const save = (version: number, id = 'active'): Promise<void> =>
        storage.transaction(({ definitions }) => definitions.save(sample.definition(id, version)))
      await save(1)
      await expectRejection(() => save(1), 'a version that is there', 'VERSION_CONFLICT')
      await expectRejection(() => save(3), 'a version after a gap', 'VERSION_CONFLICT')
      await expectRejection(() => save(2, 'vip'), 'a first version that is not 1', 'VERSION_CONFLICT')
      await save(2)
      const results = await Promise.allSettled([save(3), save(3)])
      expectSame(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected'],
        'the outcome of saving the same version twice at once',
      )
    },
  ),

  storageCase('definitions: states are kept by kind and id', async (storage) => {
    await storage.transaction(async ({ definitions }) => {
      expectEqual([...(await definitions.states('scenario'))], [], 'states never set')
      await definitions.setState('scenario', 'welcome', 'draft')
      await definitions.setState('scenario', 'welcome', 'live')
      await definitions.setState('scenario', 'thanks', 'paused')
      await definitions.setState('segment', 'welcome', 'archived')
      const found = [...(await definitions.states('scenario'))].sort()
      expectEqual(
        found,
        [
          ['thanks', 'paused'],
          ['welcome', 'live'],
        ],
        'the states of scenarios',
      )
      expectEqual([...(await definitions.states('segment'))], [['welcome', 'archived']], 'those of segments')
    })
  }),

  storageCase('dead letters: are kept by id, listed, counted and removed', async (storage) => {
    const first = sample.deadLetter('d1', { input: [null, 'as it came', { deep: [1] }] })
    const second = sample.deadLetter('d2', { kind: 'row', input: null })
    await storage.transaction(async ({ deadLetters }) => {
      await deadLetters.put([second, first])
      expectEqual(await deadLetters.list({ limit: 1 }), [first], 'the first page')
      expectEqual(await deadLetters.list({ after: 'd1', limit: 5 }), [second], 'the second page')
      await deadLetters.put([{ ...first, attempts: 1 }])
      expectEqual(await deadLetters.list({ limit: 1 }), [{ ...first, attempts: 1 }], 'the letter put again')
      await deadLetters.remove(['d1', 'nothing'])
      expectEqual(await deadLetters.count(), 1, 'the number of letters')
    })
  }),

  storageCase('checkpoints: are kept by key, whatever JSON they are', async (storage) => {
    await storage.transaction(async ({ checkpoints }) => {
      expectEqual(await checkpoints.get('k'), undefined, 'a checkpoint never put')
      for (const checkpoint of [{ offset: 10, hash: 'a' }, [1, 2], 'text', 0, false, null]) {
        await checkpoints.put('k', checkpoint)
        expectEqual(await checkpoints.get('k'), checkpoint, 'the checkpoint')
      }
      await checkpoints.put('other', 1)
      await checkpoints.remove('k')
      expectEqual(await checkpoints.get('k'), undefined, 'the checkpoint taken out')
      expectEqual(await checkpoints.get('other'), 1, 'the other checkpoint')
    })
  }),
]

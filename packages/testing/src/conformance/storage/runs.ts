import { expectEqual, expectRejection, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

const ended = { state: 'ended', endedAt: 3000, endReason: 'done' } as const

export const runCases: readonly StorageCase[] = [
  storageCase('runs: come back as they were put, and put again are replaced', async (storage) => {
    const run = sample.run('r1', 'c1', { wakeAt: 9000, sent: ['mail'], arms: { test: 'b' }, runKey: 'K1' })
    await storage.transaction(async ({ runs }) => {
      await runs.put([run])
      expectSame(await runs.byIds(['r1', 'nothing']), [run], 'the run')
      const over = { ...run, ...ended, wakeAt: undefined, step: 5 }
      await runs.put([over])
      expectSame(await runs.byIds(['r1']), [over], 'the run put again')
      expectSame(await runs.liveOf(['c1']), [], 'the live runs')
      expectSame(await runs.ofContacts(['c1']), [over], 'all runs')
      expectEqual(await runs.nextDue(), undefined, 'the next instant due')
    })
  }),

  storageCase('runs: at most one is live per scenario, contact and key', async (storage) => {
    const first = sample.run('r1', 'c1', { runKey: 'K1' })
    await storage.transaction(({ runs }) =>
      runs.put([
        first,
        sample.run('r2', 'c1', { runKey: 'K2' }),
        sample.run('r3', 'c1', { runKey: 'K1', scenarioId: 'winback' }),
        sample.run('r4', 'c2', { runKey: 'K1' }),
        sample.run('r5', 'c1', { runKey: 'K1', ...ended }),
      ]),
    )
    const second = sample.run('r6', 'c1', { runKey: 'K1' })
    await expectRejection(() => storage.transaction(({ runs }) => runs.put([second])), 'a second live run')
    await storage.transaction(({ runs }) => runs.put([{ ...first, node: 'mail', step: 2 }]))
    await storage.transaction(({ runs }) => runs.put([{ ...first, ...ended }, second]))
    const live = await storage.transaction(({ runs }) => runs.liveOf(['c1', 'nobody']))
    expectSame(
      live.map(({ runId }) => runId),
      ['r2', 'r3', 'r6'],
      'the live runs',
    )
  }),

  storageCase(
    'runs: standingOf answers the latest run of each contact, scenario and key, and the live ones',
    async (storage) => {
      await storage.transaction(async ({ runs }) => {
        await runs.put([
          sample.run('r1', 'c1', { ...ended, startedAt: 1000 }),
          sample.run('r2', 'c1', { ...ended, startedAt: 3000 }),
          sample.run('r3', 'c1', { ...ended, startedAt: 2000 }),
          sample.run('r4', 'c1', { ...ended, startedAt: 500, runKey: 'K1' }),
          sample.run('r5', 'c2', { startedAt: 100 }),
          sample.run('r6', 'c1', { ...ended, startedAt: 100, scenarioId: 'winback' }),
          sample.run('r7', 'c1', { startedAt: 3000, scenarioId: 'birthday' }),
          sample.run('r8', 'c1', { ...ended, startedAt: 3000, scenarioId: 'birthday' }),
        ])
        expectSame(
          (await runs.standingOf(['c1', 'c2'])).map(({ runId }) => runId),
          ['r2', 'r4', 'r5', 'r6', 'r7', 'r8'],
          'the standing runs',
        )
      })
    },
  ),

  storageCase(
    'runs: due are the contacts with a live run whose timer has come, each once, earliest first',
    async (storage) => {
      await storage.transaction(async ({ runs }) => {
        await runs.put([
          sample.run('r1', 'c1', { wakeAt: 3000 }),
          sample.run('r2', 'c1', { wakeAt: 1000, runKey: 'K1' }),
          sample.run('r3', 'c2', { wakeAt: 2000 }),
          sample.run('r4', 'c3', { wakeAt: 4001 }),
          sample.run('r5', 'c4', { wakeAt: 500, ...ended }),
          sample.run('r6', 'c5'),
        ])
        expectEqual(await runs.due(4000, 10), ['c1', 'c2'], 'the contacts due')
        expectEqual(await runs.due(4000, 1), ['c1'], 'the first contact due')
        expectEqual(await runs.due(1000, 10), ['c1'], 'the contacts due at the very instant')
        expectEqual(await runs.due(999, 10), [], 'the contacts due before')
        expectEqual(await runs.nextDue(), 1000, 'the next instant due')
      })
    },
  ),

  storageCase(
    'runs: the live runs of a scenario are paged by id, and counted by node or reason',
    async (storage) => {
      await storage.transaction(async ({ runs }) => {
        await runs.put([
          sample.run('r3', 'c1'),
          sample.run('r1', 'c2', { node: 'mail' }),
          sample.run('r2', 'c3'),
          sample.run('r4', 'c4', ended),
          sample.run('r5', 'c5', { ...ended, endReason: 'interrupted', node: 'mail' }),
          sample.run('r6', 'c6', ended),
          sample.run('r7', 'c7', { scenarioId: 'winback' }),
        ])
        const ids = async (page: { after?: string; limit: number }): Promise<readonly string[]> =>
          (await runs.liveOfScenario('welcome', page)).map(({ runId }) => runId)
        expectEqual(await ids({ limit: 2 }), ['r1', 'r2'], 'the first page')
        expectEqual(await ids({ after: 'r2', limit: 2 }), ['r3'], 'the second page')
        expectSame(
          await runs.counts('welcome'),
          [
            { state: 'live', at: 'wait', runs: 2 },
            { state: 'live', at: 'mail', runs: 1 },
            { state: 'ended', at: 'done', runs: 2 },
            { state: 'ended', at: 'interrupted', runs: 1 },
          ],
          'the counts',
        )
        expectSame(await runs.counts('nothing'), [], 'the counts of an unknown scenario')
      })
    },
  ),
]

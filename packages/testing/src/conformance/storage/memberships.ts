import { expectEqual, expectSame } from '../expectation.ts'
import { sample } from './samples.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

const ALL = { limit: 100 }

export const membershipCases: readonly StorageCase[] = [
  storageCase('memberships: are kept by contact and segment, and put again are replaced', async (storage) => {
    const first = sample.membership('c1', 'active', { validUntil: 9000 })
    const second = sample.membership('c1', 'vip', { member: false })
    await storage.transaction(async ({ memberships }) => {
      await memberships.put([first, second, sample.membership('c2', 'active')])
      expectSame(await memberships.ofContacts(['c1', 'nobody']), [first, second], 'the memberships')
      const left = { ...first, member: false, since: 5000, validUntil: undefined, definitionVersion: 2 }
      await memberships.put([left])
      expectSame(await memberships.ofContacts(['c1']), [left, second], 'the memberships after a change')
      expectEqual(await memberships.nextDue(), undefined, 'the next instant due')
    })
  }),

  storageCase(
    'memberships: members are those who are in today, paged by id, and counted',
    async (storage) => {
      await storage.transaction(async ({ memberships }) => {
        await memberships.put([
          sample.membership('c3', 'active'),
          sample.membership('c1', 'active'),
          sample.membership('c2', 'active', { member: false }),
          sample.membership('c4', 'active'),
          sample.membership('c5', 'vip'),
        ])
        expectEqual(await memberships.members('active', { limit: 2 }), ['c1', 'c3'], 'the first page')
        expectEqual(await memberships.members('active', { after: 'c3', limit: 2 }), ['c4'], 'the second page')
        expectEqual(await memberships.count('active'), 3, 'the number of members')
        expectEqual(await memberships.count('nothing'), 0, 'the number of members of an unknown segment')
      })
    },
  ),

  storageCase(
    'memberships: due are the contacts whose instant has come, each once, earliest first',
    async (storage) => {
      await storage.transaction(async ({ memberships }) => {
        await memberships.put([
          sample.membership('c1', 'active', { validUntil: 3000 }),
          sample.membership('c1', 'vip', { validUntil: 1000 }),
          sample.membership('c2', 'active', { validUntil: 2000, member: false }),
          sample.membership('c3', 'active', { validUntil: 4001 }),
          sample.membership('c4', 'active'),
        ])
        expectEqual(await memberships.due(4000, 10), ['c1', 'c2'], 'the contacts due')
        expectEqual(await memberships.due(4000, 1), ['c1'], 'the first contact due')
        expectEqual(await memberships.due(1000, 10), ['c1'], 'the contacts due at the very instant')
        expectEqual(await memberships.due(999, 10), [], 'the contacts due before')
        expectEqual(await memberships.nextDue(), 1000, 'the next instant due')
      })
    },
  ),

  storageCase(
    'memberships: membersAt reads the history at an instant, that instant included',
    async (storage) => {
      await storage.transaction(async ({ memberships }) => {
        await memberships.appendChanges([
          sample.change('c1', 'active', 1000, true),
          sample.change('c1', 'active', 3000, false),
          sample.change('c2', 'active', 2000, true),
        ])
        // Not in the order of time: a late event corrects the past.
        await memberships.appendChanges([
          sample.change('c3', 'active', 2500, false),
          sample.change('c3', 'active', 500, true),
          sample.change('c4', 'vip', 500, true),
        ])
        const at = (instant: number): Promise<readonly string[]> =>
          memberships.membersAt('active', instant, ALL)
        expectEqual(await at(499), [], 'the members before anybody')
        expectEqual(await at(500), ['c3'], 'the members at the instant of an entry')
        expectEqual(await at(2000), ['c1', 'c2', 'c3'], 'the members at 2000')
        expectEqual(await at(2500), ['c1', 'c2'], 'the members at the instant of an exit')
        expectEqual(await at(99_000), ['c2'], 'the members at the end')
        expectEqual(await memberships.membersAt('active', 2000, { limit: 2 }), ['c1', 'c2'], 'the first page')
        expectEqual(
          await memberships.membersAt('active', 2000, { after: 'c2', limit: 2 }),
          ['c3'],
          'the second page',
        )
      })
    },
  ),

  storageCase('memberships: of several changes at one instant the last appended counts', async (storage) => {
    await storage.transaction(({ memberships }) =>
      memberships.appendChanges([
        sample.change('c1', 'active', 1000, true),
        sample.change('c1', 'active', 1000, false),
        sample.change('c2', 'active', 500, true),
        sample.change('c2', 'active', 1000, false),
      ]),
    )
    await storage.transaction(({ memberships }) =>
      memberships.appendChanges([sample.change('c2', 'active', 1000, true)]),
    )
    const then = await storage.transaction(({ memberships }) => memberships.membersAt('active', 1000, ALL))
    expectEqual(then, ['c2'], 'the members')
  }),

  storageCase(
    'memberships: drop forgets the memberships of a segment and keeps its history',
    async (storage) => {
      await storage.transaction(async ({ memberships }) => {
        await memberships.put([
          sample.membership('c1', 'active', { validUntil: 1000 }),
          sample.membership('c1', 'vip'),
        ])
        await memberships.appendChanges([sample.change('c1', 'active', 1000, true)])
        await memberships.drop('active')
        expectSame(
          await memberships.ofContacts(['c1']),
          [sample.membership('c1', 'vip')],
          'the memberships left',
        )
        expectEqual(await memberships.nextDue(), undefined, 'the next instant due')
        expectEqual(await memberships.membersAt('active', 2000, ALL), ['c1'], 'the members of the past')
        expectSame(
          await memberships.changesOf(['c1']),
          [sample.change('c1', 'active', 1000, true)],
          'the history',
        )
      })
    },
  ),
]

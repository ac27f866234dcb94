import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY, makeBase, START } from './support/make-base.ts'

const LABELS = ['gold', 'silver', 'bronze'].map((label) => `loyalty:${label}`)
const orders = (value: number) =>
  ({ event: 'Order Completed', window: { last: '30d' }, op: 'gte', value }) as const
const loyalty = {
  id: 'loyalty',
  labels: [
    { label: 'gold', where: { any: [orders(3), { segment: 'friends' }] } },
    { label: 'silver', where: orders(1) },
  ],
  otherwise: 'bronze',
}
const friends = { id: 'friends', where: { any: [] }, manual: true }
const because = { by: 'anna', reason: 'the same person' }

const step = fc.oneof(
  fc.record({ kind: fc.constant('order' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constantFrom('add' as const, 'remove' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('merge' as const), who: fc.nat(3), other: fc.nat(3) }),
  fc.record({ kind: fc.constant('unmerge' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('erase' as const), who: fc.nat(3) }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.constantFrom(1, 10, 30) }),
)

describe.each([
  ['memory', memory],
  ['sqlite', () => sqlite(':memory:')],
] as const)('merges, splits and erasures on %s', (_, storage) => {
  it('leave everybody with exactly one label, on every date from the last of them on (law)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { clientele, track, subscribe, pass, clock } = await makeBase({
          storage: storage(),
          segments: [friends],
          segmentations: [loyalty],
        })
        const emails = [0, 1, 2, 3].map((who) => `p${who}@example.org`)
        for (const email of emails) await subscribe(email)
        const find = async (who: number) =>
          (await clientele.contacts.find({ type: 'email', value: emails[who] as string }))?.contactId
        for (const one of steps) {
          if (one.kind === 'wait') {
            await pass(one.days * DAY)
            continue
          }
          await clock.advance(1000)
          const contactId = await find(one.who)
          if (contactId === undefined) continue
          if (one.kind === 'order') await track(emails[one.who] as string, 'Order Completed')
          if (one.kind === 'add') await clientele.lists.add('friends', [contactId], because)
          if (one.kind === 'remove') await clientele.lists.remove('friends', [contactId], because)
          if (one.kind === 'erase') await clientele.contacts.erase(contactId, because)
          if (one.kind === 'merge') {
            const other = await find(one.other)
            // Two whom somebody keeps apart are not put together: refused, and nothing has changed.
            if (other !== undefined)
              await clientele.contacts.merge(contactId, other, because).catch(() => undefined)
          }
          if (one.kind === 'unmerge') {
            const records = (await clientele.contacts.view(contactId))?.records ?? []
            const out = records.find(({ sourceKey }) => sourceKey === emails[one.who])
            if (out !== undefined && records.length > 1)
              await clientele.contacts.unmerge(contactId, [out.recordId], because)
          }
        }
        const everybody = (await clientele.contacts.list({ limit: 100 })).map(({ contactId }) => contactId)
        const stored: string[] = []
        const then: string[] = []
        for (const id of LABELS) {
          const members = await clientele.segments.members(id)
          expect(members).toEqual(await clientele.segments.members({ segment: id }))
          stored.push(...members)
          then.push(...(await clientele.segments.membersAt(id, clock.now())))
        }
        expect(stored.sort()).toEqual([...everybody].sort())
        expect(then.sort()).toEqual([...everybody].sort())
        const { transitions } = await clientele.segmentations.transitions('loyalty', {
          from: START,
          to: clock.now(),
        })
        const arrived = transitions.filter(({ to }) => to !== undefined)
        expect(arrived.reduce((sum, { contacts }) => sum + contacts, 0)).toBe(everybody.length)
        await clientele.close()
      }),
      { numRuns: 20 },
    )
  })
})

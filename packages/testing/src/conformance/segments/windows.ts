import type { Condition, Window } from '@clientele/core'
import { expectEqual } from '../expectation.ts'
import type { StorageCase } from '../storage/storage-case.ts'
import { DAY, NOW, segmentCase } from './segment-world.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Windows that are others in another zone, and one that is not. */
const local: { readonly [id: string]: Window } = {
  yesterday: { last: 'P1D' },
  hours: { last: '1d' },
  month: { last: 'P1M' },
  week: { current: 'week' },
}

/** Windows hold exactly what lies in them, whenever it becomes known. */
export const windowCases: readonly StorageCase[] = [
  segmentCase(
    'windows are exact at their edges, and late events count where they happened',
    async (world) => {
      const at: { readonly [who: string]: number } = {
        before: NOW - 7 * DAY - 1,
        edge: NOW - 7 * DAY,
        inside: NOW - 7 * DAY + 1,
        now: NOW,
        future: NOW + 1,
      }
      await world.people(Object.fromEntries(Object.keys(at).map((who) => [who, {}])))
      const windows: readonly (readonly [Window, readonly string[]])[] = [
        [{ last: '7d' }, ['inside', 'now']],
        [{ last: '0d' }, []],
        [{ ago: ['7d', '0d'] }, ['inside', 'now']],
        [{ ago: ['8d', '7d'] }, ['before', 'edge']],
        [{ from: iso(NOW - 7 * DAY), to: iso(NOW) }, ['edge', 'inside']],
        [{ to: iso(NOW - 7 * DAY) }, ['before']],
        [{ from: iso(NOW + 1) }, []],
        [{ last: '366000d' }, ['before', 'edge', 'inside', 'now']],
        [{ last: 'P900Y' }, ['before', 'edge', 'inside', 'now']],
      ]
      const where = (window: Window): Condition => ({ event: 'Seen', window })
      // The segments are there before what they count: each of these events comes late.
      for (const [place, [window]] of windows.entries())
        await world.clientele.segments.save({ id: `w${place}`, where: where(window) })
      for (const [who, occurredAt] of Object.entries(at)) await world.happened(who, 'Seen', occurredAt)
      await world.expectStillRight()
      for (const [window, who] of windows)
        await world.expectAnswer(where(window), who, `who was seen in ${JSON.stringify(window)}`)
      await world.goTo(NOW + 1)
      await world.expectMembers(where({ last: '7d' }), ['future', 'now'], 'who was seen a millisecond later')
      // Somebody comes back into a window by what is told a month late.
      await world.goTo(NOW + 30 * DAY)
      await world.happened('before', 'Seen', NOW + 25 * DAY)
      await world.expectMembers(where({ last: '7d' }), ['before'], 'who is known a month late')
    },
  ),

  segmentCase(
    'today, birthdays and calendar months are those of each contact’s zone, through DST and 29 February',
    async (world) => {
      const zones = {
        kiritimati: 'Pacific/Kiritimati',
        tokyo: 'Asia/Tokyo',
        paris: 'Europe/Paris',
        utc: 'UTC',
        newyork: 'America/New_York',
        honolulu: 'Pacific/Honolulu',
      }
      await world.people(
        Object.fromEntries(
          Object.entries(zones).map(([who, timeZone]) => [who, { timeZone, birthDate: '2000-02-29' }]),
        ),
      )
      // Midday in UTC: 2 a.m. of the 16th in Kiritimati, 2 a.m. of the 15th in Honolulu.
      for (const who of Object.keys(zones)) await world.happened(who, 'Seen', Date.UTC(2026, 0, 15, 9))
      await world.expectMembers(
        { event: 'Seen', window: { current: 'day' } },
        ['tokyo', 'paris', 'utc', 'newyork'],
        'who was seen today',
      )
      await world.expectMembers(
        { field: 'birthDate', op: 'anniversaryWithin', value: '1d' },
        [],
        'whose birthday is today, in January',
      )
      // 28 February of a common year, at noon in UTC: the 1 March has begun in Kiritimati.
      await world.goTo(Date.UTC(2026, 1, 28, 12))
      const birthday: Condition = { field: 'birthDate', op: 'anniversaryWithin', value: 'P1D' }
      const leap: Condition = { ...birthday, leapDay: 'mar1' }
      await world.clientele.segments.save({ id: 'birthday', where: birthday })
      await world.clientele.segments.save({ id: 'leap', where: leap })
      for (const [id, window] of Object.entries(local))
        await world.clientele.segments.save({ id, where: { event: 'Seen', window } })
      await world.expectStillRight()
      for (const at of [
        Date.UTC(2026, 2, 1, 12),
        Date.UTC(2026, 2, 29, 0, 59, 59, 999), // an instant before the spring gap in Paris
        Date.UTC(2026, 2, 29, 1),
        Date.UTC(2026, 9, 25, 0, 30), // the hour that comes twice
        Date.UTC(2026, 9, 25, 1, 30),
        Date.UTC(2028, 1, 28, 12),
        Date.UTC(2028, 1, 29, 12),
      ]) {
        await world.goTo(at)
        await world.happened('paris', 'Seen', at - DAY)
        await world.happened('newyork', 'Seen', at - DAY + 3_600_000)
        await world.expectStillRight()
      }
      expectEqual(
        await world.membersOf({ all: [birthday, { field: 'timeZone', op: 'eq', value: zones.paris }] }),
        ['paris'],
        'whose birthday is on 29 February 2028',
      )
    },
  ),
]

import {
  type Clientele,
  type ClienteleOptions,
  type Condition,
  createClientele,
  type JsonValue,
  type Storage,
} from '@clientele/core'
import { sequentialIds } from '../../sequential-ids.ts'
import { type VirtualClock, virtualClock } from '../../virtual-clock.ts'
import { expectEqual } from '../expectation.ts'
import { type StorageCase, storageCase } from '../storage/storage-case.ts'

/** Milliseconds of 24 hours. */
export const DAY = 86_400_000
/** The first instant of the kit: midday in winter, in UTC. */
export const NOW: number = Date.UTC(2026, 0, 15, 12)

/** An instance over a storage, and the people whom a case speaks of by their names. */
export interface SegmentWorld {
  readonly clientele: Clientele
  readonly clock: VirtualClock
  /** Says that there are people, with these fields. */
  readonly people: (fields: {
    readonly [who: string]: { readonly [field: string]: JsonValue }
  }) => Promise<void>
  /** Tracks an event of somebody. */
  readonly happened: (
    who: string,
    name: string,
    occurredAt?: number,
    properties?: { readonly [name: string]: JsonValue },
  ) => Promise<void>
  readonly idOf: (who: string) => Promise<string>
  /** Who is in a stored segment, or for whom a condition is true now. */
  readonly membersOf: (what: string | Condition) => Promise<readonly string[]>
  /** A condition is true of these people and no others: counted and listed. */
  readonly expectAnswer: (where: Condition, who: readonly string[], what: string) => Promise<void>
  /** The same, saved as a segment, and of no others if not. */
  readonly expectMembers: (where: Condition, who: readonly string[], what: string) => Promise<void>
  /** Every stored segment is what an evaluation at this instant says. */
  readonly expectStillRight: () => Promise<void>
  /** Goes to an instant, with a turn of the engine there. */
  readonly goTo: (at: number) => Promise<void>
}

/** A case over one fresh storage, with an instance of UTC unless the options say otherwise. */
export function segmentCase(
  name: string,
  prove: (world: SegmentWorld) => Promise<void>,
  options: Partial<ClienteleOptions> = {},
): StorageCase {
  return storageCase(`segments: ${name}`, async (storage) => {
    const world = await openWorld(storage, options)
    await prove(world)
    await world.expectStillRight()
  })
}

const address = (who: string) => ({ type: 'email', value: `${who}@example.org` })

async function openWorld(storage: Storage, options: Partial<ClienteleOptions>): Promise<SegmentWorld> {
  const clock = virtualClock(NOW)
  const clientele = (await createClientele({
    storage,
    clock,
    ids: sequentialIds('id-'),
    timeZone: 'UTC',
    ...options,
  } as ClienteleOptions)) as Clientele
  const names = new Map<string, string>()
  let saved = 0

  const remember = (who: readonly string[], ids: readonly (string | undefined)[]) => {
    for (const [place, id] of ids.entries()) if (id !== undefined) names.set(id, who[place] as string)
  }
  const membersOf: SegmentWorld['membersOf'] = async (what) => {
    const ids = await clientele.segments.members(what, { limit: 10_000 })
    return ids.map((id) => names.get(id) ?? id).sort()
  }

  const expectAnswer: SegmentWorld['expectAnswer'] = async (where, who, what) => {
    expectEqual(await membersOf(where), [...who].sort(), what)
    expectEqual(await clientele.segments.count(where), who.length, `the count of ${what}`)
  }

  const expectMembers: SegmentWorld['expectMembers'] = async (where, who, what) => {
    const expected = [...who].sort()
    const everybody = await membersOf({ all: [] })
    const others = everybody.filter((one) => !expected.includes(one))
    await expectAnswer(where, who, what)
    expectEqual(await membersOf({ not: where }), others, `the opposite of ${what}`)
    const id = `s${++saved}`
    await clientele.segments.save({ id, where })
    expectEqual(await membersOf(id), expected, `${what}, as a segment`)
    expectEqual(
      await clientele.segments.count({ segment: id }),
      expected.length,
      `${what}, through a segment`,
    )
  }

  return {
    clientele,
    clock,
    people: async (fields) => {
      const who = Object.keys(fields)
      for (let from = 0; from < who.length; from += 500) {
        const some = who.slice(from, from + 500)
        const { contactIds } = await clientele.upsert(
          some.map((one) => ({
            source: 'api',
            sourceKey: one,
            identifiers: [address(one)],
            fields: fields[one] as never,
          })),
        )
        remember(some, contactIds)
      }
    },
    happened: async (who, name, occurredAt = clock.now(), properties = {}) => {
      const { contactIds } = await clientele.track({
        name,
        identifiers: [address(who)],
        properties,
        occurredAt,
      })
      remember([who], contactIds)
    },
    idOf: async (who) => (await clientele.contacts.find(address(who)))?.contactId ?? '',
    membersOf,
    expectAnswer,
    expectMembers,
    expectStillRight: async () => {
      await clientele.engine.tick()
      for (const { definition } of await clientele.segments.list())
        expectEqual(
          await membersOf(definition.id),
          await membersOf(definition.where),
          `who is in \`${definition.id}\` at the end`,
        )
    },
    goTo: async (at) => {
      await clock.set(at)
      await clientele.engine.tick()
    },
  }
}

import { createClientele, type SegmentDefinition, type Storage } from '@clientele/core'

const DAY = 86_400_000
const MINUTE = 60_000
const SLICE = 5000

/** The first instant of the day on which a few memberships end; all the others end on the day after. */
export const FIRST_DAY: number = Date.UTC(2026, 5, 15)

/** Left by time alone, thirty days after the last order. */
export const RECENT: SegmentDefinition = {
  id: 'recent',
  where: { event: 'Order Completed', window: { last: '30d' } },
}

/** How large a base is. */
export interface DueBase {
  /** Contacts whose membership ends on the first day. */
  readonly few: number
  /** Contacts whose membership ends on the second day. */
  readonly many: number
}

/** Id of a contact by its place. */
export function contactIdOf(place: number): string {
  return `c${String(place).padStart(9, '0')}`
}

/**
 * When the membership of a contact ends: spread over its day as chance would, the same each time, and in another
 * order than that of the ids (a multiplicative hash; Knuth, TAOCP 3, 6.4).
 */
export function dueAt(place: number, { few }: DueBase): number {
  const hash = (place * 2_654_435_761) % 4_294_967_296
  return FIRST_DAY + (place < few ? 0 : DAY) + 1 + Math.floor((hash / 4_294_967_296) * DAY)
}

/** How many memberships end in each minute of the two days. */
export function duePerMinute(base: DueBase): Uint32Array {
  const minutes = new Uint32Array((2 * DAY) / MINUTE)
  for (let place = 0; place < base.few + base.many; place++) {
    const minute = Math.ceil((dueAt(place, base) - FIRST_DAY) / MINUTE) - 1
    minutes[minute] = minutes[minute]! + 1
  }
  return minutes
}

/**
 * Fills a migrated storage by its repositories, in bulk: contacts, the order of each, and the membership that it makes.
 * Nothing is evaluated; what the engine does with the memberships afterwards shows whether they are right.
 */
export async function fillDueBase(storage: Storage, base: DueBase): Promise<void> {
  // Saved while there is nobody, so that nothing has to be evaluated over the base.
  const clientele = await createClientele({ storage, timeZone: 'UTC', segments: [RECENT] })
  const contacts = base.few + base.many
  for (let from = 0; from < contacts; from += SLICE) {
    const places = Array.from({ length: Math.min(SLICE, contacts - from) }, (_, index) => from + index)
    await storage.transaction(async (tx) => {
      await tx.contacts.put(
        places.map((place) => {
          const at = dueAt(place, base) - 30 * DAY
          return {
            contactId: contactIdOf(place),
            fields: {},
            createdAt: at,
            updatedAt: at,
            lastSeenAt: at,
            version: 1,
          }
        }),
      )
      await tx.events.insert(
        places.map((place) => ({
          contactId: contactIdOf(place),
          messageId: `m${place}`,
          name: 'Order Completed',
          occurredAt: dueAt(place, base) - 30 * DAY,
          receivedAt: dueAt(place, base) - 30 * DAY,
          source: 'eshop',
          recordId: `r${place}`,
          properties: { total: 1000 + (place % 900) },
        })),
      )
      await tx.memberships.put(
        places.map((place) => ({
          contactId: contactIdOf(place),
          segmentId: RECENT.id,
          member: true,
          since: dueAt(place, base) - 30 * DAY,
          validUntil: dueAt(place, base),
          definitionVersion: 1,
        })),
      )
    })
  }
  await clientele.close()
}

/** Looks at every membership and its history after the second day. @throws when one is not as it should be. */
export async function checkAllLeft(storage: Storage, base: DueBase): Promise<void> {
  for (let from = 0; from < base.few + base.many; from += SLICE) {
    const places = Array.from(
      { length: Math.min(SLICE, base.few + base.many - from) },
      (_, index) => from + index,
    )
    const ids = places.map(contactIdOf)
    const [memberships, changes] = await storage.transaction(
      async (tx) => [await tx.memberships.ofContacts(ids), await tx.memberships.changesOf(ids)] as const,
    )
    const ends = new Map(places.map((place) => [contactIdOf(place), dueAt(place, base)]))
    const isRight =
      memberships.length === ids.length &&
      changes.length === ids.length &&
      memberships.every(
        (one) => !one.member && one.since === ends.get(one.contactId) && one.validUntil === undefined,
      ) &&
      changes.every((one) => !one.entered && one.at === ends.get(one.contactId))
    if (!isRight) throw new Error(`A membership among ${ids[0]} to ${ids.at(-1)} is not right at the end.`)
  }
}

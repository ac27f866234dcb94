import { IDENTITY_LOCK } from '../../../intake/prepare-batch.ts'
import type { Kernel } from '../../../kernel.ts'
import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import type { LinkDecision } from '../../../profile/contacts-api.ts'
import { decideOnRecords } from '../../../profile/decide-on-records.ts'
import { tellAll } from '../../../profile/life-event.ts'
import { keepStates } from '../../../profile/write-states.ts'
import { chanceOfWeight } from '../../match/threshold.ts'
import { type FoundPair, foundPairs } from './found-pairs.ts'
import type { ReviewApi, ReviewPair } from './identity-api.ts'

const PAGE = 100

/** Links of two contacts that a person is asked about. */
const ASKED: readonly RecordLink['kind'][] = ['review', 'probable']

/** Makes the door of the pairs that a person should decide on. */
export function createReviewApi(kernel: Kernel): ReviewApi {
  const { storage } = kernel
  const decide = async (
    kind: 'must' | 'cannot',
    { a, b }: Pick<ReviewPair, 'a' | 'b'>,
    decision: LinkDecision,
  ): Promise<string> => {
    const done = await storage.transaction(async (tx) => {
      await tx.lock([IDENTITY_LOCK])
      return decideOnRecords(tx, kind, [a, b], decision, kernel)
    })
    keepStates(done.states, kernel)
    tellAll(done.told, kernel.emit)
    return done.answer
  }
  return {
    list: async ({ after, limit = PAGE, signal } = {}) => {
      const items: ReviewPair[] = []
      for await (const page of foundPairs(storage, ASKED, { after, signal })) {
        const open = await storage.transaction((tx) => undecided(tx, page))
        for (const [place, pair] of open.entries()) {
          items.push(reviewPair(pair))
          const { a } = pair.link
          // A record is never cut in two: its pairs are on one page.
          if (items.length >= limit && open[place + 1]?.link.a !== a) return { items, next: a }
        }
      }
      return { items, next: undefined }
    },
    accept: (pair, decision) => decide('must', pair, decision),
    refuse: async (pair, decision) => {
      await decide('cannot', pair, decision)
    },
  }
}

/** Pairs of two contacts of which nobody has said that they are two people; of two contacts, the pair that agrees best. */
async function undecided(tx: StorageTransaction, pairs: readonly FoundPair[]): Promise<readonly FoundPair[]> {
  const apart = pairs.filter(({ contactA, contactB }) => contactA !== contactB)
  if (apart.length === 0) return []
  const contactIds = [...new Set(apart.flatMap(({ contactA, contactB }) => [contactA, contactB]))]
  const records = await tx.records.ofContacts(contactIds)
  const contactOf = new Map(records.map(({ recordId, contactId }) => [recordId, contactId]))
  const decided = new Set<string>()
  const best = new Map<string, RecordLink>()
  for (const link of await tx.links.ofRecords([...contactOf.keys()])) {
    const [one, two] = [contactOf.get(link.a), contactOf.get(link.b)]
    if (one === undefined || two === undefined || one === two) continue
    const slot = slotOf(one, two)
    if (link.kind === 'cannot') decided.add(slot)
    if (!ASKED.includes(link.kind)) continue
    const known = best.get(slot)
    if (known === undefined || isBetter(link, known)) best.set(slot, link)
  }
  return apart.filter(({ link, contactA, contactB }) => {
    const slot = slotOf(contactA, contactB)
    const first = best.get(slot)
    return !decided.has(slot) && first?.a === link.a && first.b === link.b && first.kind === link.kind
  })
}

function isBetter(one: RecordLink, other: RecordLink): boolean {
  const difference = weightOf(one) - weightOf(other)
  if (difference !== 0) return difference > 0
  return one.a !== other.a ? one.a < other.a : one.b < other.b
}

function slotOf(one: string, two: string): string {
  return one < two ? `${one}\u0000${two}` : `${two}\u0000${one}`
}

function weightOf({ weight }: RecordLink): number {
  return weight ?? 0
}

function reviewPair({ link, contactA, contactB }: FoundPair): ReviewPair {
  const weight = weightOf(link)
  return {
    a: link.a,
    b: link.b,
    contactA,
    contactB,
    weight,
    chance: chanceOfWeight(weight),
    because: link.kind === 'probable' ? 'refused' : 'weak',
  }
}

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
      for await (const page of foundPairs(storage, ['review', 'probable'], { after, signal })) {
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
  for (const { kind, a, b } of await tx.links.ofRecords([...contactOf.keys()])) {
    const [one, two] = [contactOf.get(a), contactOf.get(b)]
    if (kind === 'cannot' && one !== undefined && two !== undefined) decided.add(slotOf(one, two))
  }
  const best = new Map<string, FoundPair>()
  for (const pair of apart) {
    const slot = slotOf(pair.contactA, pair.contactB)
    const known = best.get(slot)
    if (!decided.has(slot) && (known === undefined || weightOf(pair.link) > weightOf(known.link)))
      best.set(slot, pair)
  }
  return apart.filter((pair) => best.get(slotOf(pair.contactA, pair.contactB)) === pair)
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

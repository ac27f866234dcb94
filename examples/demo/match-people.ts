import type { Clientele } from '@clientele/core'

/** Contacts beside the people whom the generator made. */
export interface TruthScore {
  readonly contacts: number
  /** Share of the pairs of records in one contact that are one person. */
  readonly precision: number
  /** Share of the pairs of records of one person that are in one contact. */
  readonly recall: number
}

/** What matching did to the base. */
export interface MatchedPeople {
  readonly people: number
  readonly byIdentifiers: TruthScore
  readonly matched: TruthScore
  readonly households: number
  readonly toReview: number
}

/** Learns who is one person from the records themselves, applies it, and holds both states against the truth. */
export async function matchPeople(
  clientele: Clientele,
  truth: ReadonlyMap<string, string>,
  progress: (label: string, done: number, total: number | undefined) => void,
): Promise<MatchedPeople> {
  const byIdentifiers = await scoreOf(clientele, truth)
  await clientele.identity.train({
    onProgress: ({ phase, done }) => progress(phase, Math.round(done * 100), 100),
  })
  await clientele.identity.apply({
    by: 'demo',
    onProgress: ({ phase, done, total }) => progress(phase, done, total),
  })
  const matched = await scoreOf(clientele, truth)
  const { households, review } = await clientele.identity.report()
  return { people: new Set(truth.values()).size, byIdentifiers, matched, households, toReview: review }
}

async function scoreOf(clientele: Clientele, truth: ReadonlyMap<string, string>): Promise<TruthScore> {
  const people = countsOf(truth.values())
  let found = 0
  let right = 0
  let contacts = 0
  for await (const { records } of clientele.base.contacts({ records: true })) {
    const persons = records.flatMap(({ recordId }) => truth.get(recordId) ?? [])
    if (persons.length > 0) contacts++
    found += pairs(persons.length)
    right += pairsOf(countsOf(persons))
  }
  return { contacts, precision: right / found, recall: right / pairsOf(people) }
}

function countsOf(names: Iterable<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function pairsOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + pairs(count), 0)
}

function pairs(count: number): number {
  return (count * (count - 1)) / 2
}

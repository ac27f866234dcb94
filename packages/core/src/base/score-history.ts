import { ClienteleError } from '../errors.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { Score } from '../ports/repositories/scores.ts'
import type { Storage } from '../ports/storage.ts'
import { readPages } from './base-reader.ts'
import type { ScoresApi } from './scores-api.ts'

/** Scores that are read in one transaction. */
const PAGE = 500

/** Makes the part of the door that looks back over stored runs. */
export function createScoreHistory(storage: Storage): Pick<ScoresApi, 'dates' | 'on' | 'movement'> {
  const dates = (scorerId: string) => storage.transaction((tx) => tx.scores.dates(scorerId))
  const scoresOn = (scorerId: string, at: Instant, signal: AbortSignal | undefined) =>
    readPages(
      (after) => storage.transaction((tx) => tx.scores.scan(scorerId, at, { after, limit: PAGE })),
      (score) => score.contactId,
      signal,
    )
  const runOn = async (scorerId: string, date: Instant): Promise<Instant> => {
    const run = (await dates(scorerId)).find((at) => at <= date)
    if (run !== undefined) return run
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected a stored run of \`${scorerId}\` at ${new Date(date).toISOString()} or before, and there is none; see \`scores.dates\`.`,
      { details: { scorerId } },
    )
  }
  return {
    dates,
    on: (scorerId, at, options = {}) => scoresOn(scorerId, at, options.signal),
    movement: async (scorerId, { value, from, to, signal }) => {
      const before = await runOn(scorerId, from)
      const after = await runOn(scorerId, to)
      const counts = new Map<string, { pair: readonly [JsonValue?, JsonValue?]; contacts: number }>()
      let stayed = 0
      let moved = 0
      for await (const [then, now] of sideBySide(
        scoresOn(scorerId, before, signal),
        scoresOn(scorerId, after, signal),
      )) {
        const pair = [then?.values[value], now?.values[value]] as const
        if (pair[0] === undefined && pair[1] === undefined) continue
        const key = JSON.stringify(pair)
        const known = counts.get(key)
        if (known !== undefined) known.contacts++
        else counts.set(key, { pair, contacts: 1 })
        if (JSON.stringify(pair[0]) === JSON.stringify(pair[1])) stayed++
        else moved++
      }
      const movements = [...counts]
        .sort(([left, a], [right, b]) => b.contacts - a.contacts || (left < right ? -1 : 1))
        .map(([, { pair, contacts }]) => ({ from: pair[0], to: pair[1], contacts }))
      return { from: before, to: after, movements, stayed, moved }
    },
  }
}

/** Two streams in the order of contact ids, contact by contact; one of each is in memory at a time. */
async function* sideBySide(
  left: AsyncGenerator<Score>,
  right: AsyncGenerator<Score>,
): AsyncGenerator<readonly [Score | undefined, Score | undefined]> {
  let [a, b] = [await left.next(), await right.next()]
  while (a.done !== true || b.done !== true) {
    if (b.done === true || (a.done !== true && a.value.contactId < b.value.contactId)) {
      yield [a.value as Score, undefined]
      a = await left.next()
    } else if (a.done === true || b.value.contactId < a.value.contactId) {
      yield [undefined, b.value]
      b = await right.next()
    } else {
      yield [a.value, b.value]
      a = await left.next()
      b = await right.next()
    }
  }
}

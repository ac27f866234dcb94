import { catchUp, reactTo } from '../engine/advance.ts'
import { workOnContacts } from '../engine/work-on-contacts.ts'
import { ClienteleError, isClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { BaseReader } from '../ports/base-reader.ts'
import type { Score } from '../ports/repositories/scores.ts'
import type { ScoreResult, Scorer } from '../ports/scorer.ts'
import { touch } from '../profile/contact-state.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { createScoreHistory } from './score-history.ts'
import type { ScoresApi } from './scores-api.ts'

/** Scores that are written in one transaction. */
const BATCH = 500

/** Scorers by id, each with the plugin that registered it. */
export type RegisteredScorers = ReadonlyMap<string, { readonly pluginId: string; readonly scorer: Scorer }>

/** Makes the door of the scores. */
export function createScoresApi(kernel: Kernel, base: BaseReader, scorers: RegisteredScorers): ScoresApi {
  return {
    ...createScoreHistory(kernel.storage),
    list: () => [...scorers.keys()],
    run: async (scorerId, options = {}) => {
      const chosen = scorerId === undefined ? [...scorers.values()] : [scorerOf(scorers, scorerId)]
      const at = options.at ?? kernel.clock.now()
      const results: Record<string, { readonly scored: number }> = {}
      for (const { pluginId, scorer } of chosen) {
        const onProgress = (done: number) => options.onProgress?.({ scorerId: scorer.id, done })
        const yielded = guard(scorer.score({ base, at, signal: options.signal }), pluginId, scorer.id)
        results[scorer.id] = { scored: await store(kernel, scorer, yielded, at, options.signal, onProgress) }
      }
      return results
    },
  }
}

async function store(
  kernel: Kernel,
  scorer: Scorer,
  yielded: AsyncIterable<ScoreResult>,
  at: Instant,
  signal: AbortSignal | undefined,
  onProgress: (done: number) => void,
): Promise<number> {
  let scored = 0
  let batch: Score[] = []
  const flush = async () => {
    if (batch.length === 0) return
    refuseAborted(signal)
    await storeBatch(kernel, scorer, batch)
    scored += batch.length
    batch = []
    onProgress(scored)
    await yieldTurn()
  }
  for await (const { contactId, values } of yielded) {
    batch.push({ scorerId: scorer.id, contactId, at, values })
    if (batch.length >= BATCH) await flush()
  }
  await flush()
  return scored
}

/** Writes scores, and lets segments and scenarios that read them react, in one transaction. */
async function storeBatch(kernel: Kernel, scorer: Scorer, batch: readonly Score[]): Promise<void> {
  const fields = new Set(Object.keys(scorer.values).map((name) => `${scorer.id}.${name}`))
  await workOnContacts(kernel, {
    choose: async (tx) => {
      const live = await tx.contacts.resolve(batch.map((score) => score.contactId))
      // One that lost a merge while the scorer read it is scored the next time.
      const scores = batch.filter((score) => live.get(score.contactId) === score.contactId)
      await tx.scores.put(scores)
      const contactIds = scores.map((score) => score.contactId)
      // What is kept of them holds the scores of before.
      for (const contactId of contactIds) kernel.cache.drop(contactId)
      return contactIds
    },
    work: (state, program) => {
      const now = kernel.clock.now()
      catchUp(state, now, program, kernel)
      touch(state)
      reactTo(state, { type: 'fields', fields }, now, program, kernel)
    },
    keep: false,
  })
}

/** What a scorer yields, with its failures named after its plugin. */
async function* guard(
  results: AsyncIterable<ScoreResult>,
  pluginId: string,
  scorerId: string,
): AsyncGenerator<ScoreResult> {
  try {
    for await (const result of results) {
      const { contactId, values } = result ?? {}
      if (typeof contactId !== 'string' || typeof values !== 'object' || values === null)
        throw new TypeError('it yielded something else than { contactId, values }')
      yield result
    }
  } catch (error) {
    if (isClienteleError(error)) throw error
    const reason = error instanceof Error ? error.message : `it threw a ${typeof error}`
    throw new ClienteleError(
      'PLUGIN_FAILED',
      `The plugin \`${pluginId}\` failed as it computed the scores \`${scorerId}\`: ${reason}`,
      { cause: error, details: { pluginId, scorerId } },
    )
  }
}

function scorerOf(scorers: RegisteredScorers, scorerId: string): { pluginId: string; scorer: Scorer } {
  const registered = scorers.get(scorerId)
  if (registered !== undefined) return registered
  throw new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a registered scorer (${[...scorers.keys()].join(', ') || 'there is none'}), got \`${scorerId}\`; compose its plugin.`,
    { details: { scorerId } },
  )
}

import type { Score, ScoreRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import { pageOf } from '../page-of.ts'
import type { Tables } from '../tables.ts'

export function scoreRepository({ scores }: Tables): ScoreRepository {
  return {
    put: async (changed) => scores.put(changed),
    latestOf: async (contactIds) => {
      const latest = new Map<string, Score>()
      for (const score of scores.find('contact', contactIds)) {
        const key = compositeKey(score.contactId, score.scorerId)
        const other = latest.get(key)
        if (other === undefined || score.at > other.at) latest.set(key, score)
      }
      return [...latest.values()]
    },
    scan: async (scorerId, at, page) =>
      pageOf(
        scores.find('scorer', [scorerId]).filter((score) => score.at === at),
        ({ contactId }) => contactId,
        page,
      ),
    dates: async (scorerId) =>
      [...new Set(scores.find('scorer', [scorerId]).map(({ at }) => at))].sort((a, b) => b - a),
  }
}

import type { ValueChecks, ValueSummary } from '../model/value-summary.ts'
import { buildPortfolio } from '../scores/portfolio-value.ts'
import type { Section } from './seen.ts'

/** Adds up the value scores that are stored; nothing where no contact has a forecast. */
export function measureValue(
  scorerId: string,
  checks: ValueChecks | undefined,
): Section<ValueSummary | undefined> {
  const portfolio = buildPortfolio()
  let method = ''
  let scored = 0
  let notScored = 0
  let valued = 0
  let historicMinor = 0
  let expectedPurchases = 0
  let alive: number | null = 0
  return {
    add: ({ bundle }) => {
      const score = bundle.scores[scorerId]
      if (score?.status !== 'scored' && score?.status !== 'no_churn_signal') {
        notScored++
        return
      }
      scored++
      if (typeof score.method === 'string') method = score.method
      historicMinor += numberOf(score.revenueMinor)
      expectedPurchases += numberOf(score.expectedPurchases)
      alive = alive === null || typeof score.alive !== 'number' ? null : alive + score.alive
      if (typeof score.valueMinor !== 'number') return
      valued++
      portfolio.add(score.valueMinor)
    },
    finish: () =>
      scored === 0
        ? undefined
        : {
            method,
            sampleSize: scored,
            notScored,
            historicMinor,
            expectedPurchases,
            alive,
            portfolio: valued === scored ? portfolio.finish() : null,
            checks,
          },
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}

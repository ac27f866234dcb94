import type { PortfolioValue } from '../model/portfolio-value.ts'

/** Takes values one by one; memory holds some hundreds of sums, never the values. */
export interface PortfolioBuilder {
  readonly add: (valueMinor: number) => void
  readonly finish: () => PortfolioValue
}

/** Values within about 1 % of each other are one step of the curve. */
const STEPS_PER_DOUBLING = 64
const TOPS = [0.01, 0.1, 0.2, 0.5] as const

/**
 * The spread of the predicted value over contacts. Sums and counts are exact; the curve is exact at the steps
 * between values that differ by more than 1 %, and straight in between.
 *
 * @example
 * ```ts
 * const { gini, top } = portfolioValue([100, 100, 100, 9_700])
 * console.log(gini, top.at(-1)) // 0.72 { share: 0.5, valueMinor: 9800 }
 * ```
 */
export function portfolioValue(values: Iterable<number>): PortfolioValue {
  const builder = buildPortfolio()
  for (const value of values) builder.add(value)
  return builder.finish()
}

/** {@link portfolioValue} for values that come as a stream. */
export function buildPortfolio(): PortfolioBuilder {
  const steps = new Map<number, { contacts: number; value: number }>()
  return {
    add(valueMinor) {
      // Nothing is owned below nought: a contact who costs more than it brings has no share of the value.
      const value = Number.isFinite(valueMinor) ? Math.max(0, valueMinor) : 0
      const key = value === 0 ? Number.NEGATIVE_INFINITY : Math.floor(Math.log2(value) * STEPS_PER_DOUBLING)
      const step = steps.get(key) ?? { contacts: 0, value: 0 }
      step.contacts += 1
      step.value += value
      steps.set(key, step)
    },
    finish() {
      const ascending = [...steps].sort((a, b) => a[0] - b[0]).map(([, step]) => step)
      const contacts = ascending.reduce((sum, step) => sum + step.contacts, 0)
      const valueMinor = ascending.reduce((sum, step) => sum + step.value, 0)
      const curve = [{ contacts: 0, value: 0 }]
      let below = { contacts: 0, value: 0 }
      let area = 0
      for (const step of ascending) {
        const next = { contacts: below.contacts + step.contacts, value: below.value + step.value }
        area += ((below.value + next.value) / 2) * step.contacts
        below = next
        const point = { contacts: next.contacts / contacts, value: next.value / valueMinor }
        const shown = curve.at(-1)!
        // A point that nobody could tell from the one before is not kept; the last one always is.
        const told = point.contacts - shown.contacts >= 0.01 || point.value - shown.value >= 0.01
        if (told || step === ascending.at(-1)) curve.push(point)
      }
      return {
        contacts,
        valueMinor,
        curve: valueMinor > 0 ? curve : [],
        gini: valueMinor > 0 ? 1 - (2 * area) / (contacts * valueMinor) : null,
        top:
          contacts === 0
            ? []
            : TOPS.map((share) => ({ share, valueMinor: topOf(ascending, share * contacts) })),
      }
    },
  }
}

/** What the most valuable `wanted` contacts hold; a step that is cut gives its mean. */
function topOf(
  ascending: readonly { readonly contacts: number; readonly value: number }[],
  wanted: number,
): number {
  let left = wanted
  let sum = 0
  for (let index = ascending.length - 1; index >= 0 && left > 0; index -= 1) {
    const { contacts, value } = ascending[index]!
    const taken = Math.min(left, contacts)
    sum += (value * taken) / contacts
    left -= taken
  }
  return sum
}

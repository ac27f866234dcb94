import { compareScalars, type Scalar } from '../conditions/values.ts'
import { ClienteleError } from '../errors.ts'
import type { ExplorationCell, ExplorationMeasure } from './exploration.ts'

/** Takes the values of one measure of one group. */
export interface Accumulator {
  readonly add: (value: Scalar) => void
  readonly value: () => ExplorationCell
}

/** Different values that all `distinct` measures of a question may hold together. */
const MAX_DISTINCT = 1_000_000

/** How many different values are held. */
export interface DistinctBudget {
  used: number
}

/** Sum and distinct over nothing are 0; average, minimum and maximum are then missing. */
export function createAccumulator(of: ExplorationMeasure['of'], budget: DistinctBudget): Accumulator {
  switch (of) {
    case 'count':
    case 'contacts':
    case 'sum':
      return createSum()
    case 'avg':
      return createAverage()
    case 'min':
    case 'max':
      return createExtreme(of === 'max' ? 1 : -1)
    case 'distinct':
      return createDistinct(budget)
  }
}

/** A sum whose rounding errors are carried along (Neumaier, ZAMM 54, 1974): the order of reading must not show. */
function createSum(): Accumulator & { readonly count: () => number } {
  let sum = 0
  let lost = 0
  let count = 0
  return {
    add: (value) => {
      const number = value as number
      const next = sum + number
      lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum
      sum = next
      count++
    },
    value: () => sum + lost,
    count: () => count,
  }
}

function createAverage(): Accumulator {
  const sum = createSum()
  return { add: sum.add, value: () => (sum.count() === 0 ? null : (sum.value() as number) / sum.count()) }
}

function createExtreme(direction: 1 | -1): Accumulator {
  let best: Scalar | undefined
  return {
    add: (value) => {
      if (best === undefined || (compareScalars(value, best) ?? 0) * direction > 0) best = value
    },
    value: () => best ?? null,
  }
}

function createDistinct(budget: DistinctBudget): Accumulator {
  const values = new Set<Scalar>()
  return {
    add: (value) => {
      if (values.has(value)) return
      values.add(value)
      budget.used++
      if (budget.used > MAX_DISTINCT)
        throw new ClienteleError(
          'LIMIT_EXCEEDED',
          `Expected at most ${MAX_DISTINCT} different values to be counted at once, got more; count them in smaller groups, or with a filter.`,
        )
    },
    value: () => values.size,
  }
}

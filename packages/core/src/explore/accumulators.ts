import { compareScalars, type Scalar } from '../conditions/values.ts'
import { ClienteleError } from '../errors.ts'
import { createExactSum, type ExactSum } from './decimal.ts'
import type { ExplorationCell, ExplorationMeasure } from './exploration.ts'

/** Takes the values of one measure of one group. */
export interface Accumulator {
  /** @param less what is taken off a value that is added up. */
  readonly add: (value: Scalar, less?: Scalar) => void
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

function createSum(): Accumulator {
  const sum = createExactSum()
  return { add: adder(sum), value: sum.value }
}

function createAverage(): Accumulator {
  const sum = createExactSum()
  const add = adder(sum)
  let count = 0
  return {
    add: (value, less) => {
      add(value, less)
      count++
    },
    value: () => (count === 0 ? null : sum.value() / count),
  }
}

function adder(sum: ExactSum): Accumulator['add'] {
  return (value, less) => {
    sum.add(value as number)
    if (less !== undefined) sum.add(-(less as number))
  }
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

import { compareScalars, type Scalar } from '../conditions/values.ts'
import { ClienteleError } from '../errors.ts'
import { type Accumulator, createAccumulator, type DistinctBudget } from './accumulators.ts'
import type { Exploration, ExplorationCell, ExplorationResult } from './exploration.ts'
import type { GroupTest } from './having.ts'
import type { CompiledMeasureOf } from './measures.ts'

/** Groups that are held in memory at once. */
export const MAX_GROUPS = 100_000
const DEFAULT_LIMIT = 1000

/** One group while it is counted. */
export interface Group {
  readonly keys: readonly ExplorationCell[]
  readonly measures: readonly Accumulator[]
  readonly currencies: (Scalar | undefined)[]
  /** The contact that was counted last: rows come contact by contact. */
  lastContact: string | undefined
}

/** A group when it has been counted: its cells, and what every measure came to. */
export interface CountedGroup {
  readonly keys: readonly ExplorationCell[]
  readonly values: readonly ExplorationCell[]
}

/** Holds the groups of a question. */
export interface Groups {
  /** The group of some dimensions' values. @throws `LIMIT_EXCEEDED` */
  readonly of: (keys: readonly ExplorationCell[]) => Group
  readonly all: () => readonly CountedGroup[]
}

/** Makes the groups of a question; memory holds at most 100,000 of them. */
export function createGroups(measures: readonly CompiledMeasureOf[]): Groups {
  const groups = new Map<string, Group>()
  const budget: DistinctBudget = { used: 0 }
  return {
    of: (keys) => {
      const slot = keys.length === 0 ? '' : JSON.stringify(keys)
      const known = groups.get(slot)
      if (known !== undefined) return known
      if (groups.size >= MAX_GROUPS)
        throw new ClienteleError(
          'LIMIT_EXCEEDED',
          `Expected at most ${MAX_GROUPS} groups, got more; take a dimension out, put it into spans or bands, or filter.`,
        )
      const group: Group = {
        keys: [...keys],
        measures: measures.map(({ of }) => createAccumulator(of, budget)),
        currencies: measures.map(() => undefined),
        lastContact: undefined,
      }
      groups.set(slot, group)
      return group
    },
    all: () =>
      [...groups.values()].map(({ keys, measures: counted }) => ({
        keys,
        values: counted.map((one) => one.value()),
      })),
  }
}

/** Orders the groups that are answered, and answers those within the limit. */
export function answerOf(
  groups: readonly CountedGroup[],
  exploration: Exploration,
  having: GroupTest | undefined,
): Pick<ExplorationResult, 'dimensions' | 'measures' | 'groups' | 'total'> {
  const dimensions = Object.keys(exploration.dimensions ?? {})
  const measures = Object.keys(exploration.measures)
  const names = [...dimensions, ...measures]
  const answered = having === undefined ? groups : groups.filter(({ values }) => having(values))
  const rows = answered.map(({ keys, values }) => [...keys, ...values])
  const order = [
    ...(exploration.orderBy ?? []).map(({ by, descending = false }) => ({
      place: names.indexOf(by),
      descending,
    })),
    ...dimensions.map((_, place) => ({ place, descending: false })),
  ]
  rows.sort((a, b) => {
    for (const { place, descending } of order) {
      const compared = compareCells(a[place] ?? null, b[place] ?? null, descending)
      if (compared !== 0) return compared
    }
    return 0
  })
  return {
    dimensions,
    measures,
    groups: rows
      .slice(0, exploration.limit ?? DEFAULT_LIMIT)
      .map((row) => Object.fromEntries(names.map((name, place) => [name, row[place] ?? null]))),
    total: rows.length,
  }
}

const KINDS = ['number', 'boolean', 'string']

/** By kind, then by value; what is missing comes last in both directions. */
function compareCells(a: ExplorationCell, b: ExplorationCell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  const compared =
    typeof a === 'boolean' && typeof b === 'boolean'
      ? Number(a) - Number(b)
      : (compareScalars(a, b) ?? KINDS.indexOf(typeof a) - KINDS.indexOf(typeof b))
  return descending ? -compared : compared
}

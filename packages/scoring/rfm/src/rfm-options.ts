import { ClienteleError } from '@clientele/core'
import type { RfmModel } from './rfm-model.ts'
import { classicSegments } from './segments/classic-segments.ts'
import { gridSegments } from './segments/grid-segments.ts'
import type { SegmentTable } from './segments/segment-table.ts'
import { threeLevelSegments } from './segments/three-level-segments.ts'

/** How values become levels. */
export type RfmMethod =
  /** Cuts at the quantiles of the sample; equal values get equal scores. */
  | { readonly kind: 'quantile' }
  /** Levels of equal size whatever the ties, which are broken by contact id: equal values may get different scores. */
  | { readonly kind: 'ntile' }
  /** Cuts given by hand, ascending: the highest value of each level but the top one. */
  | {
      readonly kind: 'fixed'
      readonly recencyDays: readonly number[]
      readonly orders: readonly number[]
      readonly revenueMinor: readonly number[]
    }
  /** The cuts, the zone and the segments of a past run. */
  | { readonly kind: 'frozen'; readonly model: RfmModel }

/** How a base is scored. */
export interface RfmOptions {
  /** The reference date, epoch ms: nothing after it counts. */
  readonly at: number
  /** @default { kind: 'quantile' } */
  readonly method?: RfmMethod | undefined
  /** Says which code is which segment, and how many levels there are. @default the classic table of 11 segments */
  readonly segments?: SegmentTable | undefined
  /** IANA zone whose calendar days recency counts. @default 'UTC' */
  readonly zone?: string | undefined
  /**
   * Fewer scored contacts than this are not enough to place cuts: the answer is `insufficient_data`. Cuts
   * that are given (fixed, frozen) need no sample.
   * @default the highest number of levels
   */
  readonly minimumSample?: number | undefined
}

/** The segment table that a method works with when none is given. */
export function segmentsFor(options: RfmOptions): SegmentTable {
  if (options.segments !== undefined) return options.segments
  const method = options.method
  if (method?.kind === 'frozen') return method.model.segments
  if (method?.kind !== 'fixed') return classicSegments
  const levels = [method.recencyDays, method.orders, method.revenueMinor].map((cuts) => cuts.length + 1)
  for (const table of [classicSegments, threeLevelSegments, gridSegments]) {
    if (levels.every((count) => count === table.levels.r)) return table
  }
  throw new ClienteleError(
    'INVALID_OPTIONS',
    `No ready-made segment table has ${levels.join(' × ')} levels: give one as \`segments\`, or two, four or five cuts per value.`,
  )
}

/** Refuses cuts that are not ascending or whose number does not fit the table. */
export function checkFixedCuts(method: RfmMethod & { readonly kind: 'fixed' }, table: SegmentTable): void {
  const wanted = [
    ['recencyDays', table.levels.r],
    ['orders', table.levels.f],
    ['revenueMinor', table.levels.m],
  ] as const
  for (const [name, levels] of wanted) {
    const cuts = method[name]
    const ascends = cuts.every(
      (cut, index) => Number.isFinite(cut) && (index === 0 || cut > (cuts[index - 1] as number)),
    )
    if (!ascends || cuts.length !== levels - 1) {
      throw new ClienteleError(
        'INVALID_OPTIONS',
        `Expected \`${name}\` as ${levels - 1} ascending numbers for the ${levels} levels of table "${table.id}", got [${cuts.join(', ')}].`,
      )
    }
  }
}

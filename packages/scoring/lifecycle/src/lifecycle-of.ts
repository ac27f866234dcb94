import type { ContactHistory } from './history.ts'
import type { LifecycleModel } from './model.ts'
import { type StayAway, stayAwayProbability } from './return-curve.ts'
import { expectedInterval, type IntervalSource, positionAt, type RhythmPosition } from './rhythm.ts'
import { type LifecycleStatus, statusOf } from './status.ts'

/** Where one contact stands, with what it was computed from. */
export interface LifecycleScore {
  readonly contactId: string
  readonly status: LifecycleStatus
  readonly stage: 'lead' | 'buyer'
  /** When status or position changes if the contact does nothing, epoch ms. */
  readonly validUntil: number | undefined
  /** Purchases up to the reference date. */
  readonly purchases: number
  /** Absent for leads. */
  readonly rhythm?: PurchaseRhythm | undefined
}

/** A buyer's rhythm and what it says of the next order. */
export interface PurchaseRhythm {
  readonly daysSinceLastOrder: number
  /** `undefined`, with what depends on it: nobody in the shop has bought twice yet. */
  readonly expectedIntervalDays: number | undefined
  readonly intervalFrom: IntervalSource | undefined
  /** Days since the last order over the expected interval. */
  readonly ratio: number | undefined
  readonly position: RhythmPosition | undefined
  /** Last order plus the expected interval, epoch ms; in the past for somebody who is late. */
  readonly expectedOrderAt: number | undefined
  /** Probability of no order within the model's horizon; `undefined`: not enough data to say. */
  readonly churnRisk: StayAway | undefined
}

const DAY_MS = 86_400_000

/** Reads one contact against a model; `undefined` for a contact not known yet on the date. */
export function lifecycleOf(
  history: ContactHistory,
  model: LifecycleModel,
  at: number,
): LifecycleScore | undefined {
  const dated = statusOf(history, model.limits, at)
  if (dated === undefined) return undefined
  const purchases = history.purchases.filter((purchase) => purchase.at <= at)
  const last = purchases.at(-1)
  if (last === undefined) {
    const { status, validUntil } = dated
    return { contactId: history.contactId, status, stage: 'lead', validUntil, purchases: 0 }
  }
  const daysSinceLastOrder = (at - last.at) / DAY_MS
  const expected = expectedInterval(purchases, model.intervals)
  const ratio = expected === undefined ? undefined : daysSinceLastOrder / expected.days
  const curve =
    (purchases.length === 1
      ? model.curves.one
      : purchases.length === 2
        ? model.curves.two
        : model.curves.more) ?? model.curves.all
  return {
    contactId: history.contactId,
    status: dated.status,
    stage: 'buyer',
    validUntil: earliest(dated.validUntil, nextPosition(last.at, expected?.days, model, at)),
    purchases: purchases.length,
    rhythm: {
      daysSinceLastOrder,
      expectedIntervalDays: expected?.days,
      intervalFrom: expected?.source,
      ratio,
      position: ratio === undefined ? undefined : positionAt(ratio, model.rhythmLimits),
      expectedOrderAt: expected === undefined ? undefined : Math.round(last.at + expected.days * DAY_MS),
      churnRisk:
        curve === undefined
          ? undefined
          : stayAwayProbability(curve, daysSinceLastOrder, model.churnHorizonDays),
    },
  }
}

function nextPosition(
  lastAt: number,
  intervalDays: number | undefined,
  model: LifecycleModel,
  at: number,
): number | undefined {
  if (intervalDays === undefined) return undefined
  const { soon, late, veryLate, inactive } = model.rhythmLimits
  for (const ratio of [soon, late, veryLate, inactive]) {
    const instant = Math.ceil(lastAt + ratio * intervalDays * DAY_MS)
    if (instant > at) return instant
  }
  return undefined
}

function earliest(left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined) return right
  return right === undefined ? left : Math.min(left, right)
}

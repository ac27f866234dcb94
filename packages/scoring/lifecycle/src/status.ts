import type { ContactHistory } from './history.ts'
import type { LifecycleLimits } from './limits.ts'

/** Where a contact stands in its life with the shop. */
export type LifecycleStatus =
  | 'lead_new'
  | 'lead_active'
  | 'lead_cold'
  | 'lead_inactive'
  | 'buyer_first_time'
  | 'buyer_active'
  | 'buyer_defecting'
  | 'buyer_inactive'

/** A status with the instant at which it changes if the contact does nothing. */
export interface DatedStatus {
  readonly status: LifecycleStatus
  /** Epoch ms; `undefined` for the last status of each line, which only an action changes. */
  readonly validUntil: number | undefined
}

const DAY_MS = 86_400_000

/** The status of a contact on a date; `undefined` for one not known yet. */
export function statusOf(
  history: ContactHistory,
  limits: LifecycleLimits,
  at: number,
): DatedStatus | undefined {
  const purchases = history.purchases.filter((purchase) => purchase.at <= at)
  const last = purchases.at(-1)
  if (last !== undefined) return buyerStatus(purchases.length, last.at, limits, at)
  return history.knownSince > at ? undefined : leadStatus(history, limits, at)
}

function buyerStatus(purchases: number, lastAt: number, limits: LifecycleLimits, at: number): DatedStatus {
  const activeUntil = lastAt + limits.buyerActiveDays * DAY_MS
  const defectingUntil = lastAt + limits.buyerInactiveDays * DAY_MS
  if (at <= activeUntil) {
    const status = purchases === 1 ? 'buyer_first_time' : 'buyer_active'
    return { status, validUntil: after(activeUntil) }
  }
  if (at <= defectingUntil) return { status: 'buyer_defecting', validUntil: after(defectingUntil) }
  return { status: 'buyer_inactive', validUntil: undefined }
}

function leadStatus(history: ContactHistory, limits: LifecycleLimits, at: number): DatedStatus {
  const newUntil = history.knownSince + limits.leadNewDays * DAY_MS
  if (at <= newUntil) return { status: 'lead_new', validUntil: after(newUntil) }
  const acted = history.lastActionAt
  const lastActionAt = acted === undefined || acted > at ? history.knownSince : acted
  const activeUntil = lastActionAt + limits.leadActiveDays * DAY_MS
  if (at <= activeUntil) return { status: 'lead_active', validUntil: after(activeUntil) }
  const coldUntil = lastActionAt + limits.leadColdDays * DAY_MS
  if (at <= coldUntil) return { status: 'lead_cold', validUntil: after(coldUntil) }
  return { status: 'lead_inactive', validUntil: undefined }
}

/** The first instant at which a limit is over: instants are whole milliseconds. */
function after(limit: number): number {
  return Math.floor(limit) + 1
}

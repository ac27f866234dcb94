import { localOf } from '@clientele/core'
import type { AffinityRules } from '../affinity-options.ts'
import type { Shopper } from '../shopper.ts'

/** When a contact is there. */
export interface Availability {
  /** Hour of the contact's own clock, 0 to 23; `undefined` with too few actions to say. */
  readonly bestHour: number | undefined
  /** Actions by hour of the contact's own clock, 24 numbers. */
  readonly hours: readonly number[]
  readonly actions: number
  readonly zone: string
}

const HOUR_MS = 3_600_000

/**
 * Counts a contact's actions by the hour that its own clock showed. The best hour has most of them when an hour
 * counts double and its two neighbours once, so that a single busy minute does not win; the earlier one of several.
 */
export function availabilityOf(
  { actions, zone }: Shopper,
  { presence, minimumActions }: Pick<AffinityRules, 'presence' | 'minimumActions'>,
): Availability {
  const hours = new Array<number>(24).fill(0)
  let counted = 0
  for (const { name, at } of actions) {
    if (!presence.has(name)) continue
    const hour = ((Math.floor(localOf(at, zone) / HOUR_MS) % 24) + 24) % 24
    hours[hour] = (hours[hour] as number) + 1
    counted++
  }
  const weight = (hour: number) =>
    (hours[(hour + 23) % 24] as number) + 2 * (hours[hour] as number) + (hours[(hour + 1) % 24] as number)
  let best = 0
  for (let hour = 1; hour < 24; hour++) if (weight(hour) > weight(best)) best = hour
  return { bestHour: counted < Math.max(1, minimumActions) ? undefined : best, hours, actions: counted, zone }
}

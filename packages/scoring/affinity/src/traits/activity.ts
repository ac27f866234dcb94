import type { FadingPoints } from '../affinity-options.ts'
import { fade } from '../fade.ts'
import type { Shopper } from '../shopper.ts'
import { own } from './interests.ts'

/** How active a contact is, in words; `insufficient_data`: too few contacts have points to say. */
export type ActivityLevel = 'none' | 'low' | 'medium' | 'high' | 'insufficient_data'

/** How active a contact is among the others. */
export interface Activity {
  /** Points of what it did, faded. */
  readonly points: number
  /** Percentage of contacts with fewer points, 0 to 100. */
  readonly score: number
  /** `none` without points, else the third of those with points; equal points get equal levels. */
  readonly level: ActivityLevel
}

/** The points of a base, ascending: eight bytes per contact. */
export interface ActivitySample {
  readonly sorted: Float64Array
  /** Highest points of a low and of a medium level; `undefined`: too few contacts with points. */
  readonly cuts: readonly [low: number, medium: number] | undefined
}

/** The points of one contact on a date. */
export function pointsOf({ baskets, actions }: Shopper, fading: FadingPoints, at: number): number {
  let points = 0
  for (const basket of baskets) points += fading.order * fade(basket.at, at, fading.halfLifeDays)
  for (const action of actions) {
    const each = own(fading.events, action.name)
    if (each !== undefined) points += each * fade(action.at, at, fading.halfLifeDays)
  }
  return points
}

/** Takes points one by one. */
export function sampleActivity(minimumContacts: number): {
  readonly add: (points: number) => void
  readonly finish: () => ActivitySample
} {
  let size = 0
  let all = new Float64Array(1024)
  return {
    add(points) {
      if (size === all.length) {
        const larger = new Float64Array(size * 2)
        larger.set(all)
        all = larger
      }
      all[size++] = points
    },
    finish() {
      const sorted = all.slice(0, size).sort()
      const first = countBelow(sorted, Number.MIN_VALUE)
      const active = size - first
      const cutAt = (part: number) => sorted[first + Math.ceil(active * part) - 1] as number
      return {
        sorted,
        cuts: active < Math.max(3, minimumContacts) ? undefined : [cutAt(1 / 3), cutAt(2 / 3)],
      }
    },
  }
}

/** Places a contact's points among those of the base. */
export function activityOf(points: number, { sorted, cuts }: ActivitySample): Activity {
  const score = sorted.length === 0 ? 0 : (100 * countBelow(sorted, points)) / sorted.length
  return { points, score, level: levelOf(points, cuts) }
}

function levelOf(points: number, cuts: ActivitySample['cuts']): ActivityLevel {
  if (cuts === undefined) return 'insufficient_data'
  if (points <= 0) return 'none'
  return points <= cuts[0] ? 'low' : points <= cuts[1] ? 'medium' : 'high'
}

function countBelow(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

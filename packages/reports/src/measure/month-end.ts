import { instantOfLocal } from '@clientele/core'

/** The last instant of a month, as months since year 0, in a zone. */
export function monthEnd(month: number, timeZone: string): number {
  return instantOfLocal(Date.UTC(Math.floor((month + 1) / 12), (month + 1) % 12), timeZone) - 1
}

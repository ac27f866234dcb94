import type { Instant } from '../model/instant.ts'
import { DAY_MS } from '../time/duration.ts'
import type { ValueTest } from './ast.ts'
import type { Happening, Series } from './series.ts'

const BESIDE: readonly number[] = [-1, 0, 1, 2]

/**
 * When a comparison of "days since" may turn: beside each number that it is compared with. A millisecond to either
 * side is taken in, for a number of days that is no whole number of milliseconds. A number that is known only at
 * run time may be any, so the comparison is then looked at again within the hour.
 */
export function daysSinceTurns(
  comparison: ValueTest,
  series: Series,
): (latest: Happening, now: Instant) => Instant {
  const operands = Array.isArray(comparison.value) ? comparison.value : [comparison.value]
  const days = operands.filter((operand) => typeof operand === 'number')
  const unknown = days.length < operands.length && comparison.op !== 'exists' && comparison.op !== 'missing'
  return (latest, now) => {
    let end = unknown ? now + 3_600_000 : Infinity
    const since = series.at(latest)
    for (const count of days) {
      const turn = since + Math.floor(count * DAY_MS)
      // Steps, not a range: a row without a date is at minus infinity, where counting up comes to no end.
      for (const step of BESIDE) if (turn + step > now && turn + step < end) end = turn + step
    }
    return end
  }
}

import { ClienteleError } from '../errors.ts'
import { isValidZone, localOf } from '../time/zone.ts'

const DAY_MS = 86_400_000

/**
 * Numbers the calendar days of a zone: two instants have the same number when they fall on the same local
 * day, and the difference of two numbers is the number of days between them.
 *
 * @throws `INVALID_OPTIONS` for a zone that is not an IANA name
 */
export function dayNumberIn(zone: string): (instant: number) => number {
  if (!isValidZone(zone))
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected an IANA time zone such as "Europe/Paris", got "${zone}".`,
    )
  return (instant) => Math.floor(localOf(instant, zone) / DAY_MS)
}

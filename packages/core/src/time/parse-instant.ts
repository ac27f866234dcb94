import type { Instant } from '../model/instant.ts'
import { daysInMonth, type EpochDay, epochDayOf } from './calendar.ts'
import { DAY_MS } from './duration.ts'
import { instantOfLocal } from './zone.ts'

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/

/**
 * The instant of an ISO 8601 text. A date alone is its local midnight, a time without an offset is a local time
 * of the zone; anything else, and a date that is not in the calendar, is `undefined`.
 *
 * @example
 * ```ts
 * parseInstant('2026-03-01T10:00:00+01:00', 'UTC') // 2026-03-01T09:00:00Z
 * parseInstant('2026-03-01', 'Europe/Paris') // 2026-02-28T23:00:00Z
 * parseInstant('2026-02-30', 'UTC') // undefined
 * ```
 */
export function parseInstant(text: string, zone: string): Instant | undefined {
  if (text.length < 10 || text.length > 40) return undefined
  const parts = ISO.exec(text)
  if (parts === null) return undefined
  const day = dayOf(parts)
  if (day === undefined) return undefined
  if (parts[4] === undefined) return instantOfLocal(day * DAY_MS, zone)
  const hour = Number(parts[4])
  const minute = Number(parts[5])
  const second = Number(parts[6] ?? 0)
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const ms = parts[7] === undefined ? 0 : Number(parts[7].slice(0, 3).padEnd(3, '0'))
  const local = day * DAY_MS + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms
  const offset = parts[8]
  if (offset === undefined) return instantOfLocal(local, zone)
  const shift = offsetOf(offset)
  return shift === undefined ? undefined : local - shift
}

/** Does the text say its offset, so that every zone reads the same instant? */
export function hasOffset(text: string): boolean {
  return /[Tt ].*([Zz]|[+-]\d{2}(?::?\d{2})?)$/.test(text)
}

/** The day of a text that is a date and nothing more: `2026-03-01`. */
export function parseDay(text: string): EpochDay | undefined {
  if (text.length !== 10) return undefined
  const parts = ISO.exec(text)
  return parts === null ? undefined : dayOf(parts)
}

function dayOf(parts: RegExpExecArray): EpochDay | undefined {
  const year = Number(parts[1])
  const month = Number(parts[2])
  const day = Number(parts[3])
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  return epochDayOf(year, month, day)
}

function offsetOf(text: string): number | undefined {
  if (text === 'Z' || text === 'z') return 0
  const digits = text.slice(1).replace(':', '')
  const hours = Number(digits.slice(0, 2))
  const minutes = Number(digits.slice(2) || 0)
  if (hours > 18 || minutes > 59) return undefined
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

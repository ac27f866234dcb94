import { instantOfLocal, localOf } from '@clientele/core'
import type { DateFormat } from '../mapping/value-spec.ts'

/** A date as a source wrote it: local to its zone, or an instant when it said its offset. */
export type ParsedDate =
  | { readonly local: number; readonly instant?: undefined }
  | { readonly instant: number; readonly local?: undefined }

const TIME = '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?)?'
const ISO = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${TIME}\\s*(Z|[+-]\\d{2}(?::?\\d{2})?)?$`, 'i')
const DAY_FIRST = new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${TIME}$`)
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/
const LARGEST = 8_640_000_000_000_000

/** Reads a date in one of the declared formats, the first that fits; `undefined` when none does. */
export function parseDate(text: string, formats: readonly DateFormat[]): ParsedDate | undefined {
  for (const format of formats) {
    const found = readers[format](text)
    if (found !== undefined) return found
  }
  return undefined
}

/** The instant of a date; one without offset is read in the zone of its source, one without time is 00:00. */
export function dateToInstant(date: ParsedDate, timeZone: string): number {
  return date.instant ?? instantOfLocal(date.local, timeZone)
}

/** The calendar day of a date, `yyyy-mm-dd`, in the zone of its source. */
export function dateToDay(date: ParsedDate, timeZone: string): string {
  const local = date.local ?? localOf(date.instant, timeZone)
  return new Date(local).toISOString().slice(0, 10)
}

const readers: { readonly [Format in DateFormat]: (text: string) => ParsedDate | undefined } = {
  iso: (text) => {
    const found = ISO.exec(text)
    if (found === null) return undefined
    const local = civil(found[1], found[2], found[3], found[4], found[5], found[6], found[7])
    const zone = found[8]
    if (local === undefined || zone === undefined) return local === undefined ? undefined : { local }
    if (found[4] === undefined) return undefined
    const shift = offsetOf(zone)
    return shift === undefined ? undefined : { instant: local - shift }
  },
  'dd/mm/yyyy': (text) => slashed(text, 1, 3),
  'mm/dd/yyyy': (text) => slashed(text, 3, 1),
  yyyymmdd: (text) => {
    const found = COMPACT.exec(text)
    if (found === null) return undefined
    const local = civil(found[1], found[2], found[3], found[4], found[5], found[6])
    return local === undefined ? undefined : { local }
  },
  'epoch-s': (text) => epoch(text, 1000),
  'epoch-ms': (text) => epoch(text, 1),
}

function slashed(text: string, day: number, month: number): ParsedDate | undefined {
  const found = DAY_FIRST.exec(text)
  if (found === null) return undefined
  const local = civil(found[4], found[month], found[day], found[5], found[6], found[7], found[8])
  return local === undefined ? undefined : { local }
}

function epoch(text: string, unit: number): ParsedDate | undefined {
  if (!/^-?\d{1,16}(?:\.\d{1,9})?$/.test(text)) return undefined
  const instant = Math.round(Number(text) * unit)
  return Math.abs(instant) <= LARGEST ? { instant } : undefined
}

function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(3).replace(':', '') || '0')
  if (hours > 18 || minutes > 59) return undefined
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function civil(
  yearText: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
  ...time: readonly (string | undefined)[]
): number | undefined {
  const year = Number(yearText)
  const month = Number(monthText)
  const day = Number(dayText)
  const [hours, minutes, seconds] = [Number(time[0] ?? 0), Number(time[1] ?? 0), Number(time[2] ?? 0)]
  // Four digits below 1000 are a typing error in every shop's file, and `Date.UTC` would read 0099 as 1999.
  if (year < 1000 || month < 1 || month > 12 || day < 1 || hours > 23 || minutes > 59 || seconds > 59)
    return undefined
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  const milliseconds = Number((time[3] ?? '').slice(0, 3).padEnd(3, '0'))
  return Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds)
}

import type { BlockingReport } from './blocking.ts'

/** What resolution found, in numbers. */
export interface IdentityReport {
  readonly records: number
  /** Distinct descriptions among them. */
  readonly descriptions: number
  /** Deliveries of a record that was already there. */
  readonly repeated: number
  readonly contacts: number
  readonly households: number
  /** Records beyond the first of their contact, by source. */
  readonly duplicatesBySource: { readonly [source: string]: number }
  /** How many contacts have so many records. */
  readonly sizes: { readonly [records: string]: number }
  readonly largestContact: number
  /** Values that identify nobody, most frequent first. */
  readonly generics: readonly { readonly field: string; readonly value: string; readonly records: number }[]
  /** Pairs that were compared. */
  readonly pairs: number
  /** The pairs by what becomes of them. */
  readonly zones: readonly ZoneReport[]
  readonly review: number
  /** What each blocking rule proposed, and the blocks that were too large. */
  readonly blocking: readonly BlockingReport[]
  /** Least weight, in bits, of a pair that is joined. */
  readonly threshold: number
}

/** One zone: joined by itself, for a person to decide, left apart. */
export interface ZoneReport {
  readonly zone: 'automatic' | 'review' | 'reject'
  readonly pairs: number
  /** Mean chance of "one person" over its pairs: the precision to expect, from the model alone. */
  readonly expectedPrecision: number
}

/** The report as a few lines of text. */
export function describeIdentityReport(report: IdentityReport): string {
  const number = (value: number): string => value.toLocaleString('en-US')
  const share = (value: number): string => `${(value * 100).toFixed(1)} %`
  const sizes = Object.entries(report.sizes).map(([size, count]) => `${number(count)} of ${size}`)
  return [
    `Records: ${number(report.records)}. Contacts: ${number(report.contacts)}. Shared households: ${number(report.households)}.`,
    ...(sizes.length === 0 ? [] : [`Contacts by number of records: ${sizes.join(', ')}.`]),
    ...Object.entries(report.duplicatesBySource).map(
      ([source, count]) => `Duplicates${source === '' ? '' : ` from ${source}`}: ${number(count)}.`,
    ),
    ...report.zones.map(
      ({ zone, pairs, expectedPrecision }) =>
        `Pairs of the zone "${zone}": ${number(pairs)}${pairs === 0 ? '' : `, ${share(expectedPrecision)} of them expected to be one person`}.`,
    ),
    `Pairs of contacts to review: ${number(report.review)}.`,
    ...report.generics
      .slice(0, 10)
      .map(
        ({ field, value, records }) => `Identifies nobody: ${field} "${value}" (${number(records)} records).`,
      ),
  ].join('\n')
}

import type { Acquisition } from '../model/acquisition.ts'
import type { ReportSection } from '../model/base-report.ts'

/** Everything that a page says in words, in one language. */
export interface Words {
  readonly asOf: string
  readonly generated: string
  readonly notMeasured: string
  readonly unknown: string
  readonly others: string
  readonly of: (part: string, whole: string) => string
  readonly titles: { readonly [section in ReportSection]: string }
  /** What a section shows and over what, in one or two sentences. */
  readonly leads: { readonly [section in ReportSection]: string }
  readonly headline: {
    readonly contacts: string
    readonly records: string
    readonly duplicates: string
    readonly active: string
    readonly revenue: string
    readonly optIn: string
  }
  readonly base: {
    readonly source: string
    readonly records: string
    readonly contacts: string
    readonly duplicates: string
    readonly bySize: (records: number) => string
  }
  readonly evolution: {
    readonly contacts: string
    readonly active: string
    readonly inactive: string
    readonly lost: string
    readonly optIn: string
    readonly newContacts: string
    readonly buyers: string
    readonly activeMeans: (months: number) => string
    readonly lostMeans: (months: number) => string
  }
  readonly optIn: {
    readonly optedIn: string
    readonly reachable: string
    readonly ofContacts: (share: string) => string
  }
  readonly rfm: {
    readonly recency: string
    readonly frequency: string
    readonly segment: string
    readonly treeMap: string
    readonly share: string
    readonly revenue: string
    readonly method: (method: string, sample: string, notScored: string) => string
  }
  readonly value: {
    readonly figure: string
    readonly historic: string
    readonly predicted: string
    readonly purchases: string
    readonly alive: string
    readonly noChurn: string
    readonly unknown: string
    readonly value: string
    readonly perContact: string
    readonly spread: string
    readonly even: string
    readonly shareOfContacts: string
    readonly best: string
    readonly gini: (gini: string) => string
    readonly aliveMap: string
    readonly tracking: string
    readonly holdout: string
    readonly expected: string
    readonly actual: string
    readonly calibration: string
    readonly repeats: string
    readonly before: string
    readonly silence: (unit: 'day' | 'week' | 'month') => string
    readonly sinceStart: (unit: 'day' | 'week' | 'month') => string
    readonly method: (method: string, sample: string, notScored: string) => string
  }
  readonly revenue: {
    readonly orders: string
    readonly total: string
    readonly otherCurrencies: (list: string) => string
  }
  readonly segments: { readonly segment: string; readonly members: string; readonly delta: string }
  readonly dataGaps: {
    readonly field: (name: string) => string
    readonly event: (name: string) => string
    readonly table: (name: string) => string
    readonly none: string
  }
  readonly cohorts: {
    readonly month: string
    readonly size: string
    readonly retention: string
    readonly perCustomer: string
    readonly payback: string
    readonly cost: string
    readonly paidBack: string
    readonly paybackBasis: (margin: boolean) => string
    readonly after: (months: number) => string
  }
  readonly acquisition: {
    readonly all: string
    readonly customers: string
    readonly by: { readonly [dimension in Acquisition['by'][number]['dimension']]: string }
    readonly first: { readonly [dimension in Acquisition['by'][number]['dimension']]: string }
    readonly revenue: string
    readonly margin: string
    readonly cost: string
    readonly ratio: string
    readonly warning: string
  }
  readonly firstProducts: {
    readonly product: string
    readonly customers: string
    readonly repeat: string
    readonly revenue: string
    readonly warning: string
  }
  readonly funnels: { readonly simulated: string; readonly notSent: string }
  readonly quality: {
    readonly rejected: string
    readonly deadLetters: (count: string) => string
    readonly generic: string
    readonly genericRow: (values: string, records: string) => string
  }
  readonly notes: string
  /** Names of fields, dimensions, channels and purposes that are known; others are shown as they are. */
  readonly names: { readonly [id: string]: string }
}

/** The name of a field, a dimension, a channel: in the reader's words if they are known. */
export function nameOf(words: Words, id: string): string {
  return Object.hasOwn(words.names, id) ? (words.names[id] as string) : id
}

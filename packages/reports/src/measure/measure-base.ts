import type { BaseReader } from '@clientele/core'
import type { BaseReport } from '../model/base-report.ts'
import type { SegmentSize } from '../model/segment-size.ts'
import { measureAcquisition } from './acquisition.ts'
import { measureBaseSize } from './base-size.ts'
import { measureCohorts } from './cohorts.ts'
import { measureDistribution } from './distributions.ts'
import { measureEvolution } from './evolution.ts'
import { measureFirstProducts } from './first-products.ts'
import { knownSince } from './known-since.ts'
import { optInQuestion } from './opted-in.ts'
import type { MeasureOptions } from './options.ts'
import { measureCompletion, measureOptIn } from './rates.ts'
import { measureRevenue } from './revenue.ts'
import { measureRfm } from './rfm.ts'
import { dayIn, monthIn, orderEye } from './see-orders.ts'
import { measureValue } from './value.ts'

const THIRTY_DAYS = 30 * 86_400_000

/**
 * Measures a base in one pass over its contacts, one after the other: memory holds the sums, never the base.
 *
 * @example
 * ```ts
 * import type { Clientele } from '@clientele/core'
 *
 * const pageOf = async (clientele: Clientele, at: number) =>
 *   renderBaseReport(await measureBase(clientele.base, { title: 'La Maison', locale: 'fr', currency: 'EUR', at }))
 * ```
 *
 * @throws `ABORTED` when the signal fires
 */
export async function measureBase(base: BaseReader, options: MeasureOptions): Promise<BaseReport> {
  const { at, timeZone = 'UTC', months = 24, activeMonths = 12, products, within, signal } = options
  const { addressFields = {}, lostMonths = 2 * activeMonths } = options
  const eye = orderEye(options)
  const monthOf = monthIn(timeZone)
  const day = dayIn(timeZone)(at)
  const lastMonth = monthOf(at)
  const size = measureBaseSize(at)
  const followed = options.optIn?.[0]
  const evolution = measureEvolution({
    lastMonth,
    months,
    activeMonths,
    lostMonths,
    monthOf,
    timeZone,
    at,
    optIn: followed && optInQuestion(followed, addressFields),
  })
  const completion = measureCompletion(options.fields ?? [])
  const optIn = measureOptIn(options.optIn ?? [], { at, addressFields })
  const distributions = (options.distributions ?? []).map((dimension) => measureDistribution(dimension, day))
  const rfm = measureRfm(options.rfm ?? 'rfm', options.rfmNames ?? {})
  const value = measureValue(options.value ?? 'ltv', options.valueChecks)
  const revenue = measureRevenue({ lastMonth, months })
  const cohorts = measureCohorts({
    lastMonth,
    months: Math.min(months, 13),
    costs: options.acquisitionCosts ?? {},
  })
  const firstProducts = products === undefined ? undefined : measureFirstProducts(products)
  const acquisition = measureAcquisition(options)
  const sections = [
    size,
    evolution,
    completion,
    optIn,
    ...distributions,
    rfm,
    value,
    revenue,
    cohorts,
    acquisition,
  ]
  const tables = [...eye.tables, ...(products === undefined ? [] : [products.lines ?? 'order_lines'])]
  const parts = {
    tables,
    events: eye.events,
    records: true,
    consents: true,
    scores: true,
    segments: within !== undefined,
  }
  for await (const bundle of base.contacts(parts, { signal })) {
    if (within !== undefined && !bundle.segments.includes(within)) continue
    const orders = eye.see(bundle)
    const contact = { bundle, orders, knownSince: knownSince(bundle, orders) }
    // Nobody knew them yet on the day of the report.
    if (contact.knownSince > at) continue
    for (const section of sections) section.add(contact)
    firstProducts?.add(contact)
  }
  return {
    title: options.title,
    generatedAt: at,
    referenceDate: day,
    timeZone,
    currency: options.currency,
    locale: options.locale,
    notes: options.notes,
    base: size.finish(),
    evolution: evolution.finish(),
    completion: options.fields && completion.finish(),
    optIn: options.optIn && optIn.finish(),
    distributions: options.distributions && distributions.map((one) => one.finish()),
    rfm: rfm.finish(),
    value: value.finish(),
    revenueByMonth: revenue.finish(),
    otherCurrencies: eye.otherCurrencies(),
    segments: options.segments && (await measureSegments(base, options.segments, at)),
    cohorts: cohorts.finish(),
    acquisition: acquisition.finish(),
    firstProducts: firstProducts?.finish(),
    dataGaps: options.dataGaps,
    scenarioFunnels: options.scenarioFunnels,
    quality: options.quality,
  }
}

async function measureSegments(
  base: BaseReader,
  segments: readonly { readonly id: string; readonly name: string }[],
  at: number,
): Promise<readonly SegmentSize[]> {
  const sizes: SegmentSize[] = []
  for (const { id, name } of segments) {
    const members = await base.countMembersAt(id, at)
    const before = await base.countMembersAt(id, at - THIRTY_DAYS)
    // A segment that was not evaluated yet thirty days ago has no change to show.
    sizes.push({ id, name, members, delta30d: before === 0 ? undefined : members - before })
  }
  return sizes
}

import { createFormatter } from '../format/formatter.ts'
import { html, type Markup, markupText } from '../markup/html.ts'
import type { BaseReport, ReportSection } from '../model/base-report.ts'
import { acquisitionSection } from '../sections/acquisition-section.ts'
import { baseSection } from '../sections/base-section.ts'
import { cohortsSection } from '../sections/cohorts-section.ts'
import { dataGapsSection } from '../sections/data-gaps-section.ts'
import { evolutionSection } from '../sections/evolution-section.ts'
import { firstProductsSection } from '../sections/first-products-section.ts'
import { funnelsSection } from '../sections/funnels-section.ts'
import { qualitySection } from '../sections/quality-section.ts'
import { completionSection, distributionsSection, optInSection } from '../sections/rate-sections.ts'
import { revenueSection } from '../sections/revenue-section.ts'
import { rfmSection } from '../sections/rfm-section.ts'
import { segmentsSection } from '../sections/segments-section.ts'
import { valueSection } from '../sections/value-section.ts'
import { wordsOf } from '../words/words-of.ts'
import type { PageContext } from './context.ts'
import { headline } from './headline.ts'
import { style } from './style.ts'

/**
 * Writes a report as one HTML page that stands alone: no script, no font, no picture from elsewhere. It reads on a
 * screen, on a phone and on paper; everything that came from data is escaped.
 *
 * @example
 * ```ts
 * const page = renderBaseReport({
 *   title: 'La Maison',
 *   generatedAt: 1_780_000_000_000,
 *   referenceDate: '2026-05-28',
 *   currency: 'EUR',
 *   locale: 'fr',
 *   segments: [{ id: 'active', name: 'Actifs', members: 1200, delta30d: 35 }],
 * })
 * ```
 */
export function renderBaseReport(report: BaseReport): string {
  const words = wordsOf(report.locale)
  const format = createFormatter({ ...report, timeZone: report.timeZone ?? 'UTC' })
  const context: PageContext = { report, format, words }
  const page = html`<!doctype html>
<html lang="${report.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${report.title}</title><style>${style}</style></head><body><main><header><h1>${report.title}</h1><p>${words.asOf} ${format.day(report.referenceDate)}</p></header>${headline(context)}<nav><ul>${SECTIONS.map(
    (id) => html`<li><a href="#${id}">${words.titles[id]}</a></li>`,
  )}</ul></nav>${SECTIONS.map((id) => section(id, context))}${notes(context)}<footer>${words.generated} ${format.instant(report.generatedAt)} · Clientele</footer></main></body></html>
`
  return markupText(page)
}

const SECTIONS: readonly ReportSection[] = [
  'base',
  'evolution',
  'completion',
  'optIn',
  'distributions',
  'segments',
  'dataGaps',
  'rfm',
  'value',
  'revenueByMonth',
  'cohorts',
  'acquisition',
  'firstProducts',
  'scenarioFunnels',
  'quality',
]

function section(id: ReportSection, context: PageContext): Markup {
  const { words } = context
  return html`<section id="${id}"><h2>${words.titles[id]}</h2><p class="lead">${words.leads[id]}</p>${
    body(id, context) ?? html`<p class="small">${words.notMeasured}</p>`
  }</section>`
}

function body(id: ReportSection, context: PageContext): Markup | undefined {
  const { report } = context
  switch (id) {
    case 'base':
      return report.base && baseSection(report.base, context)
    case 'evolution':
      return report.evolution && evolutionSection(report.evolution, context)
    case 'completion':
      return report.completion && completionSection(report.completion, context)
    case 'optIn':
      return report.optIn && optInSection(report.optIn, context)
    case 'distributions':
      return report.distributions && distributionsSection(report.distributions, context)
    case 'rfm':
      return report.rfm && rfmSection(report.rfm, context)
    case 'value':
      return report.value && valueSection(report.value, context)
    case 'revenueByMonth':
      return report.revenueByMonth && revenueSection(report.revenueByMonth, report.otherCurrencies, context)
    case 'segments':
      return report.segments && segmentsSection(report.segments, context)
    case 'dataGaps':
      return report.dataGaps && dataGapsSection(report.dataGaps, context)
    case 'cohorts':
      return report.cohorts && cohortsSection(report.cohorts, context)
    case 'acquisition':
      return report.acquisition && acquisitionSection(report.acquisition, context)
    case 'firstProducts':
      return report.firstProducts && firstProductsSection(report.firstProducts, context)
    case 'scenarioFunnels':
      return report.scenarioFunnels && funnelsSection(report.scenarioFunnels, context)
    case 'quality':
      return report.quality && qualitySection(report.quality, context)
  }
}

function notes({ report, words }: PageContext): Markup | undefined {
  const list = report.notes ?? []
  if (list.length === 0) return undefined
  return html`<section id="notes"><h2>${words.notes}</h2><ul class="plain">${list.map((note) => html`<li>${note}</li>`)}</ul></section>`
}

import type { Chart } from '../charts/canvas.ts'
import type { Curve } from '../charts/curves.ts'
import { figure } from '../charts/figure.ts'
import { legend } from '../charts/legend.ts'
import { html, type Markup } from '../markup/html.ts'
import type { PortfolioValue } from '../model/portfolio-value.ts'
import type { ValueChecks, ValueSummary } from '../model/value-summary.ts'
import type { PageContext } from '../page/context.ts'
import { dataTable } from '../page/data-table.ts'
import { aliveMap } from '../scores/alive-map.ts'
import { holdout, holdoutSeries } from '../scores/holdout.ts'
import { portfolioCurve, portfolioSeries } from '../scores/portfolio.ts'
import { tracking, trackingSeries } from '../scores/tracking.ts'

/** What the base is worth, where the value is, and how the model was checked. */
export function valueSection(value: ValueSummary, context: PageContext): Markup {
  const { format, words } = context
  const said = words.value
  return html`${dataTable(
    [{ name: '' }, { name: said.figure, numeric: true }],
    [
      [said.historic, format.money(value.historicMinor)],
      [said.predicted, value.portfolio === null ? said.unknown : format.money(value.portfolio.valueMinor)],
      [said.purchases, format.count(value.expectedPurchases)],
      [said.alive, value.alive === null ? said.noChurn : format.count(value.alive)],
    ],
  )}<p class="small">${said.method(value.method, format.count(value.sampleSize), format.count(value.notScored))}</p>${
    value.portfolio !== null && value.portfolio.valueMinor > 0 && portfolio(value.portfolio, context)
  }${value.checks !== undefined && checks(value.checks, context)}`
}

function portfolio(value: PortfolioValue, context: PageContext): Markup {
  const { format, words } = context
  const said = words.value
  return html`${drawn(said.spread, portfolioSeries(value, context), portfolioCurve(value, context))}${dataTable(
    [{ name: said.best }, { name: said.value, numeric: true }, { name: words.rfm.share, numeric: true }],
    value.top.map(({ share, valueMinor }) => [
      format.percent(share, 1),
      format.money(valueMinor),
      format.percent(valueMinor, value.valueMinor),
    ]),
  )}${value.gini !== null && html`<p class="small">${said.gini(format.decimal(value.gini))}</p>`}`
}

function checks(
  { tracking: steps = [], byFrequency = [], aliveMap: cells = [], timeUnit, calibration }: ValueChecks,
  context: PageContext,
): Markup {
  const said = context.words.value
  const times = { timeUnit, calibration }
  return html`${
    cells.length > 0 &&
    html`<h3>${said.aliveMap}</h3>${figure(aliveMap(cells, timeUnit, context), said.aliveMap)}`
  }${
    steps.length > 0 && drawn(said.tracking, trackingSeries(steps, context), tracking(steps, times, context))
  }${
    byFrequency.length > 0 &&
    drawn(said.holdout, holdoutSeries(byFrequency, context), holdout(byFrequency, context))
  }`
}

function drawn(title: string, series: readonly Curve[], chart: Chart): Markup {
  return html`<h3>${title}</h3>${legend(series)}${figure(chart, title)}`
}

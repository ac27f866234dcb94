import { bars } from '../charts/bars.ts'
import { figure } from '../charts/figure.ts'
import { html, type Markup } from '../markup/html.ts'
import type { ScenarioFunnel } from '../model/scenario-funnel.ts'
import type { PageContext } from '../page/context.ts'
import { nameOf } from '../words/words.ts'

/** How far contacts come in each scenario. */
export function funnelsSection(funnels: readonly ScenarioFunnel[], context: PageContext): Markup {
  return html`${funnels.map((funnel) => one(funnel, context))}`
}

function one(funnel: ScenarioFunnel, { format, words }: PageContext): Markup {
  const first = Math.max(1, ...funnel.steps.map(({ count }) => count))
  const steps = funnel.steps.map(({ label, count }) => ({
    label: nameOf(words, label),
    layers: [{ length: count / first, tone: 'main' as const }],
    value: format.count(count),
    note: format.percent(count, first),
  }))
  const held = Math.max(1, ...funnel.reasonsNotSent.map(({ count }) => count))
  const reasons = funnel.reasonsNotSent.map(({ reason, count }) => ({
    label: nameOf(words, reason),
    layers: [{ length: count / held, tone: 'rest' as const }],
    value: format.count(count),
  }))
  const name = funnel.name ?? funnel.scenario
  return html`<h3>${name}${funnel.simulated === true && html` <span class="tag">${words.funnels.simulated}</span>`}</h3>${steps.length > 0 && figure(bars(steps, { track: true }), name)}${
    reasons.length > 0 &&
    html`<h4>${words.funnels.notSent}</h4>${figure(bars(reasons, { track: false }), words.funnels.notSent)}`
  }`
}

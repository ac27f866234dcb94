import { html, type Markup } from '../markup/html.ts'
import type { PageContext } from './context.ts'

/** The half-dozen figures that a reader looks for first; those that were not measured are left out. */
export function headline({ report, format, words }: PageContext): Markup | undefined {
  const said = words.headline
  const figures: { readonly figure: string; readonly says: string }[] = []
  const { base, evolution, revenueByMonth, optIn } = report
  if (base !== undefined) {
    figures.push({ figure: format.count(base.contacts), says: said.contacts })
    figures.push({ figure: format.count(base.records), says: said.records })
    figures.push({ figure: format.count(base.records - base.contacts), says: said.duplicates })
  }
  const active = evolution?.months.findLast((month) => month.active !== null)?.active
  if (typeof active === 'number') figures.push({ figure: format.count(active), says: said.active })
  if (revenueByMonth !== undefined) {
    const months = revenueByMonth.slice(-12)
    const sum = months.reduce(
      (all, { channels }) => all + channels.reduce((one, c) => one + c.revenueMinor, 0),
      0,
    )
    figures.push({ figure: format.compactMoney(sum), says: said.revenue })
  }
  const email = optIn?.find(({ channel }) => channel === 'email')
  if (email !== undefined)
    figures.push({ figure: format.percent(email.optedIn, email.contacts), says: said.optIn })
  if (figures.length === 0) return undefined
  return html`<div class="figures">${figures.map(({ figure, says }) => html`<div><b>${figure}</b><span>${says}</span></div>`)}</div>`
}

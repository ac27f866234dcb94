import { columns } from '../charts/columns.ts'
import { figure } from '../charts/figure.ts'
import { legend } from '../charts/legend.ts'
import { lines } from '../charts/lines.ts'
import { html, type Markup } from '../markup/html.ts'
import type { Evolution, EvolutionMonth } from '../model/evolution.ts'
import type { PageContext } from '../page/context.ts'

/** Contacts, active and opted-in contacts by month; new contacts and buyers below. */
export function evolutionSection(evolution: Evolution, { format, words }: PageContext): Markup {
  const said = words.evolution
  const months = evolution.months.map(({ month }) => month)
  const valuesOf = (key: Exclude<keyof EvolutionMonth, 'month'>) =>
    evolution.months.map((month) => month[key] ?? null)
  const stock = [
    { name: said.contacts, tone: 'main', values: valuesOf('contacts') },
    { name: said.optIn, tone: 'third', values: valuesOf('optIn') },
    { name: said.active, tone: 'warm', values: valuesOf('active') },
    { name: said.inactive, tone: 'rest', values: valuesOf('inactive') },
    { name: said.lost, tone: 'fifth', values: valuesOf('lost') },
  ] as const
  const measured = stock.filter(({ values }) => values.some((value) => value !== null))
  const flow = [
    { name: said.newContacts, tone: 'soft', values: valuesOf('newContacts') },
    { name: said.buyers, tone: 'warm', values: valuesOf('buyers') },
  ] as const
  const shared = { months, format, axis: format.compact, value: format.count }
  return html`${legend(measured)}${figure(lines({ ...shared, series: measured }), words.titles.evolution)}<p class="small">${said.activeMeans(evolution.activeMonths)}${evolution.lostMonths !== undefined && ` ${said.lostMeans(evolution.lostMonths)}`}</p>${flow.map(
    (one) =>
      one.values.some((value) => value !== null) &&
      html`<h3>${one.name}</h3>${figure(columns({ ...shared, series: [one], pageHeight: 130 }), one.name)}`,
  )}`
}

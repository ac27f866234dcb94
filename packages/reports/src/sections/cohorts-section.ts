import { html, type Markup } from '../markup/html.ts'
import type { Cohort } from '../model/cohort.ts'
import type { PageContext } from '../page/context.ts'

const SHOWN_MONTHS = 12

/** Two triangles: who orders again, and what a customer has brought; a month that is not over is empty. */
export function cohortsSection(cohorts: readonly Cohort[], context: PageContext): Markup {
  const { format, words } = context
  const retention = (cohort: Cohort, month: number): Cell => {
    const buyers = cohort.buyers[month]
    if (month === 0 || typeof buyers !== 'number') return undefined
    return {
      text: format.percent(buyers, cohort.size),
      strength: cohort.size === 0 ? 0 : buyers / cohort.size / 0.35,
    }
  }
  const greatest = Math.max(
    1,
    ...cohorts.flatMap((one) => one.cumulativeRevenueMinor.map((sum) => (sum ?? 0) / one.size)),
  )
  const value = (cohort: Cohort, month: number): Cell => {
    const sum = cohort.cumulativeRevenueMinor[month]
    if (typeof sum !== 'number' || cohort.size === 0) return undefined
    return { text: format.money(sum / cohort.size), strength: sum / cohort.size / greatest }
  }
  return html`<h3>${words.cohorts.retention}</h3>${triangle(cohorts, retention, context)}<h3>${words.cohorts.perCustomer}</h3>${triangle(cohorts, value, context)}`
}

type Cell = { readonly text: string; readonly strength: number } | undefined

function triangle(
  cohorts: readonly Cohort[],
  cellOf: (cohort: Cohort, month: number) => Cell,
  { format, words }: PageContext,
): Markup {
  const width = Math.min(SHOWN_MONTHS + 1, Math.max(0, ...cohorts.map(({ buyers }) => buyers.length)))
  const months = Array.from({ length: width }, (_, month) => month)
  return html`<div class="scroll"><table class="triangle"><thead><tr><th class="text" scope="col">${words.cohorts.month}</th><th class="number" scope="col">${words.cohorts.size}</th>${months.map(
    (month) => html`<th class="number" scope="col">${words.cohorts.after(month)}</th>`,
  )}</tr></thead><tbody>${cohorts.map(
    (cohort) =>
      html`<tr><th class="text" scope="row">${format.month(cohort.month)}</th><td class="number">${format.count(cohort.size)}</td>${months.map(
        (month) => {
          const cell = cellOf(cohort, month)
          if (cell === undefined) return html`<td class="number"></td>`
          const strength = Math.round(Math.min(1, Math.max(0, cell.strength)) * 10)
          return html`<td class="number heat-${strength}">${cell.text}</td>`
        },
      )}</tr>`,
  )}</tbody></table></div>`
}

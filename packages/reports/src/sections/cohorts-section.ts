import { html, type Markup } from '../markup/html.ts'
import type { Cohort } from '../model/cohort.ts'
import type { PageContext } from '../page/context.ts'
import {
  type CohortMeasure,
  cohortCell,
  paybackMonth,
  strengthOf,
  writeCohortCell,
} from '../scores/cohort-triangle.ts'

const SHOWN_MONTHS = 12

/**
 * Who orders again, what a customer has brought and, where the cost of winning them is known, how much of it is paid
 * back; a month that is not over is empty.
 */
export function cohortsSection(cohorts: readonly Cohort[], context: PageContext): Markup {
  const said = context.words.cohorts
  const costed = cohorts.filter(({ acquisitionCostMinor }) => acquisitionCostMinor !== undefined)
  const byMargin = costed.every(({ cumulativeMarginMinor }) => cumulativeMarginMinor !== undefined)
  return html`<h3>${said.retention}</h3>${triangle(cohorts, 'retention', context)}<h3>${said.perCustomer}</h3>${triangle(cohorts, 'value', context)}${
    costed.length > 0 &&
    html`<h3>${said.payback}</h3>${triangle(costed, 'payback', context)}<p class="small">${said.paybackBasis(byMargin)}</p>`
  }`
}

function triangle(cohorts: readonly Cohort[], measure: CohortMeasure, context: PageContext): Markup {
  const { format, words } = context
  const said = words.cohorts
  const width = Math.min(SHOWN_MONTHS + 1, Math.max(0, ...cohorts.map(({ buyers }) => buyers.length)))
  const months = Array.from({ length: width }, (_, month) => month)
  const paid = measure === 'payback'
  return html`<div class="scroll"><table class="triangle"><thead><tr><th class="text" scope="col">${said.month}</th><th class="number" scope="col">${said.size}</th>${
    paid &&
    html`<th class="number" scope="col">${said.cost}</th><th class="number" scope="col">${said.paidBack}</th>`
  }${months.map(
    (month) => html`<th class="number" scope="col">${said.after(month)}</th>`,
  )}</tr></thead><tbody>${cohorts.map(
    (cohort) =>
      html`<tr><th class="text" scope="row">${format.month(cohort.month)}</th><td class="number">${format.count(cohort.size)}</td>${paid && costCells(cohort, context)}${months.map(
        (month) => {
          const figure = cohortCell(cohort, month, measure)
          if (figure === null) return html`<td class="number"></td>`
          const strength = Math.round(Math.max(0, strengthOf(figure, measure, cohorts)) * 10)
          return html`<td class="number heat-${strength}">${writeCohortCell(figure, measure, context)}</td>`
        },
      )}</tr>`,
  )}</tbody></table></div>`
}

function costCells(cohort: Cohort, { format, words }: PageContext): Markup {
  const month = paybackMonth(cohort)
  const each = (cohort.acquisitionCostMinor ?? 0) / cohort.size
  return html`<td class="number">${format.money(each)}</td><td class="number">${month === undefined ? '' : words.cohorts.after(month)}</td>`
}

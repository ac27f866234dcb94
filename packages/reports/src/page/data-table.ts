import { html, type Markup, type Part } from '../markup/html.ts'

/** A column of a table: numbers stand to the right. */
export interface Column {
  readonly name: string
  readonly numeric?: boolean | undefined
}

/** A table that a phone can scroll sideways. */
export function dataTable(columns: readonly Column[], rows: readonly (readonly Part[])[]): Markup {
  const kind = (index: number): string => (columns[index]?.numeric === true ? 'number' : 'text')
  return html`<div class="scroll"><table><thead><tr>${columns.map(
    ({ name }, index) => html`<th class="${kind(index)}" scope="col">${name}</th>`,
  )}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell, index) => html`<td class="${kind(index)}">${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

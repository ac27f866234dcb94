import type { TransitionMatrix } from '@clientele/core'
import { PAGE } from '../charts/canvas.ts'
import { px } from '../charts/geometry.ts'
import { heatTable } from '../charts/heat-table.ts'
import { createFormatter } from '../format/formatter.ts'
import { html, markupText } from '../markup/html.ts'
import type { ReportLocale } from '../model/base-report.ts'
import { svgStyle } from './svg-style.ts'

/** How a transition matrix is drawn. */
export interface TransitionOptions {
  /** What a screen reader says first. */
  readonly title: string
  /** @default 'en' */
  readonly locale?: ReportLocale | undefined
  /** Names of the labels for people. @default the labels */
  readonly names?: { readonly [label: string]: string } | undefined
}

const WORDS = {
  fr: { before: 'Avant', after: 'Après', none: 'aucun', of: 'des' },
  en: { before: 'Before', after: 'After', none: 'none', of: 'of' },
} as const

/**
 * Draws who went from which label to which, as one SVG picture that stands alone: labels before in rows, after in
 * columns, each cell with its contacts and its share of the row, the darker the greater that share.
 *
 * @example
 * ```ts
 * import type { Clientele } from '@clientele/core'
 *
 * const pictureOf = async (clientele: Clientele, from: number, to: number) =>
 *   renderTransitions(await clientele.segmentations.transitions('loyalty', { from, to }), { title: 'Loyalty' })
 * ```
 */
export function renderTransitions(matrix: TransitionMatrix, options: TransitionOptions): string {
  const { title, locale = 'en', names = {} } = options
  const words = WORDS[locale]
  const { count, percent } = createFormatter({ locale, currency: 'EUR', timeZone: 'UTC' })
  const nameOf = (label: string | undefined): string =>
    label === undefined ? words.none : Object.hasOwn(names, label) ? (names[label] as string) : label
  const rows = occurring(matrix, 'from')
  const columns = occurring(matrix, 'to')
  const cellOf = (from: string | undefined, to: string | undefined): number =>
    matrix.transitions.find((one) => one.from === from && one.to === to)?.contacts ?? 0
  const cells = rows.map((from) => {
    const counts = columns.map((to) => cellOf(from, to))
    const whole = counts.reduce((sum, contacts) => sum + contacts, 0)
    return counts.map((contacts, place) => ({
      strength: whole === 0 ? 0 : contacts / whole,
      text: contacts === 0 ? '' : count(contacts),
      note: contacts === 0 ? '' : percent(contacts, whole),
      title: `${nameOf(from)} → ${nameOf(columns[place])} : ${count(contacts)} (${percent(contacts, whole)} ${words.of} ${count(whole)})`,
    }))
  })
  const chart = heatTable({
    rows: rows.map(nameOf),
    columns: columns.map(nameOf),
    cells,
    rowAxis: words.before,
    columnAxis: words.after,
  })
  const { height, body } = chart(PAGE)
  const [width, tall] = [px(PAGE.width), px(height)]
  return markupText(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${title}"><title>${title}</title>${svgStyle}${body}</svg>`,
  )
}

/** The labels of one side, in their order; "none" and labels of earlier versions only where somebody has them. */
function occurring(matrix: TransitionMatrix, side: 'from' | 'to'): readonly (string | undefined)[] {
  const found = new Set(matrix.transitions.map((one) => one[side]))
  const labels = matrix.labels.filter((label) => found.has(label))
  return found.has(undefined) ? [...labels, undefined] : labels
}

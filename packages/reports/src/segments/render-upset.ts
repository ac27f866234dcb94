import type { Overlap } from '@clientele/core'
import { PAGE } from '../charts/canvas.ts'
import { px } from '../charts/geometry.ts'
import { upset } from '../charts/upset.ts'
import { createFormatter } from '../format/formatter.ts'
import { html, markupText } from '../markup/html.ts'
import type { ReportLocale } from '../model/base-report.ts'
import { svgStyle } from './svg-style.ts'

/** How an UpSet plot is drawn. */
export interface UpsetOptions {
  /** What a screen reader says first. */
  readonly title: string
  /** @default 'en' */
  readonly locale?: ReportLocale | undefined
  /** Names of the sets for people. @default their ids */
  readonly names?: { readonly [set: string]: string } | undefined
  /** Intersections that are drawn, the largest first. @default 20 */
  readonly limit?: number | undefined
}

/**
 * Draws how segments overlap, as one SVG picture that stands alone: an UpSet plot of the exact intersections of
 * `segments.overlap`. Names are escaped; nothing is loaded.
 *
 * @example
 * ```ts
 * import type { Clientele } from '@clientele/core'
 *
 * const pictureOf = async (clientele: Clientele) =>
 *   renderUpset(await clientele.segments.overlap(['buyers', 'active', 'press']), { title: 'Our segments' })
 * ```
 */
export function renderUpset(overlap: Overlap, options: UpsetOptions): string {
  const { title, locale = 'en', names = {}, limit = 20 } = options
  const { count, compact, list } = createFormatter({ locale, currency: 'EUR', timeZone: 'UTC' })
  const nameOf = (set: string): string => (Object.hasOwn(names, set) ? (names[set] as string) : set)
  const placeOf = new Map(overlap.sets.map(({ name }, place) => [name, place]))
  const chart = upset({
    sets: overlap.sets.map(({ name, contacts }) => ({ name: nameOf(name), size: contacts })),
    intersections: overlap.intersections.slice(0, limit).map(({ sets, contacts }) => ({
      sets: sets.flatMap((set) => placeOf.get(set) ?? []),
      size: contacts,
      title: `${list(sets.map(nameOf))} : ${count(contacts)}`,
    })),
    axis: compact,
    count,
  })
  const { height, body } = chart(PAGE)
  const [width, tall] = [px(PAGE.width), px(height)]
  return markupText(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${title}"><title>${title}</title>${svgStyle}${body}</svg>`,
  )
}

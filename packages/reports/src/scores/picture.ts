import { type Chart, PAGE, PHONE } from '../charts/canvas.ts'
import { px } from '../charts/geometry.ts'
import { createFormatter, type Formatter } from '../format/formatter.ts'
import { html, type Markup, markupText } from '../markup/html.ts'
import type { ReportLocale } from '../model/base-report.ts'
import type { Words } from '../words/words.ts'
import { wordsOf } from '../words/words-of.ts'

/** How a chart of scores is drawn. */
export interface ScorePictureOptions {
  /** What a screen reader says first. */
  readonly title: string
  /** @default 'en' */
  readonly locale?: ReportLocale | undefined
  /** ISO 4217. @default 'EUR' */
  readonly currency?: string | undefined
  /** `page` is 760 pixels wide, `phone` 335; letters have their true size on both. @default 'page' */
  readonly canvas?: 'page' | 'phone' | undefined
}

/** What a chart writes with. */
export interface Pen {
  readonly format: Formatter
  readonly words: Words
}

/** The pen of a picture that stands alone. */
export function penOf({ locale = 'en', currency = 'EUR' }: ScorePictureOptions): Pen {
  return { format: createFormatter({ locale, currency, timeZone: 'UTC' }), words: wordsOf(locale) }
}

const style: Markup = html`<style>
svg{--paper:#fff;--ink:#1d2430;--soft-ink:#5b6472;--hair:#e6e2da;--main:#1f5f8b;--warm:#d9812e;--rest:#b7bcc4;--heat:#1f5f8b;font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#1c2027;--ink:#e8e6e1;--soft-ink:#a2a9b4;--hair:#2e343d;--main:#6db0da;--warm:#e59a52;--rest:#5c6470;--heat:#2f74a3}}
@media print{svg{--paper:#fff;--ink:#111;--soft-ink:#555;--hair:#ddd;--main:#1f5f8b;--warm:#d9812e;--rest:#b7bcc4;--heat:#1f5f8b}}
.paper{fill:var(--paper)}text{fill:var(--ink)}text.axis{fill:var(--soft-ink)}text.strong{font-weight:600}text.on-heat{fill:#fff;font-weight:600}
.rule{stroke:var(--hair)}.base{stroke:var(--soft-ink)}.heat{fill:var(--heat)}.hit{fill:transparent}
.line{fill:none;stroke-width:2.25;stroke-linejoin:round}.dashed{stroke-dasharray:6 4}
.t-main{fill:var(--main)}.t-warm{fill:var(--warm)}.t-rest{fill:var(--rest)}.s-main{stroke:var(--main)}.s-warm{stroke:var(--warm)}.s-rest{stroke:var(--rest)}
</style>`

/** A chart as one SVG picture that stands alone: it loads nothing, and follows light, dark and paper. */
export function picture(
  chart: Chart,
  { title, canvas = 'page' }: ScorePictureOptions,
  entries: readonly {
    readonly name: string
    readonly tone: string
    readonly dashed?: boolean | undefined
  }[] = [],
): string {
  const on = canvas === 'phone' ? PHONE : PAGE
  const { height, body } = chart(on)
  const above = entries.length === 0 ? 0 : 22
  const step = on.width / Math.max(1, entries.length)
  const legend = entries.map(
    ({ name, tone, dashed }, index) =>
      html`<path class="line s-${tone}${dashed === true && ' dashed'}" d="M${px(index * step)} 10h20"/><text class="axis" x="${px(index * step + 26)}" y="14" font-size="${on.type}">${name}</text>`,
  )
  const [width, tall] = [px(on.width), px(height + above)]
  return markupText(
    html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${title}"><title>${title}</title>${style}<rect class="paper" width="${width}" height="${tall}"/>${legend}<g transform="translate(0 ${px(above)})">${body}</g></svg>`,
  )
}

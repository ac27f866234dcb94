import type { Chart } from '../charts/canvas.ts'
import { type Curve, curves } from '../charts/curves.ts'
import type { PortfolioValue } from '../model/portfolio-value.ts'
import { type Pen, penOf, picture, type ScorePictureOptions } from './picture.ts'

/**
 * Draws how the predicted value is spread over the contacts: the Lorenz curve, the least valuable first, beside the
 * line of a base whose contacts are all worth the same.
 *
 * @example
 * ```ts
 * const svg = renderPortfolio(portfolioValue([100, 250, 9_700]), { title: 'Where the value is' })
 * ```
 */
export function renderPortfolio(portfolio: PortfolioValue, options: ScorePictureOptions): string {
  const pen = penOf(options)
  return picture(portfolioCurve(portfolio, pen), options, portfolioSeries(portfolio, pen))
}

/** The curve of a portfolio, and the line of equal shares. */
export function portfolioSeries({ curve }: PortfolioValue, { format, words }: Pen): readonly Curve[] {
  const said = words.value
  const even = [0, 1].map((share) => ({ x: share, y: share, title: said.even }))
  return [
    {
      name: said.value,
      tone: 'main',
      points: curve.map(({ contacts, value }) => ({
        x: contacts,
        y: value,
        title: `${format.percent(contacts, 1)} → ${format.percent(value, 1)}`,
      })),
    },
    { name: said.even, tone: 'rest', dashed: true, points: even },
  ]
}

/** The chart of {@link renderPortfolio}. */
export function portfolioCurve(portfolio: PortfolioValue, pen: Pen): Chart {
  const share = (at: number) => pen.format.percent(at, 1)
  return curves({
    series: portfolioSeries(portfolio, pen),
    end: 1,
    greatest: 1,
    marks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((at) => ({ at, text: share(at) })),
    axis: pen.words.value.shareOfContacts,
    write: share,
  })
}

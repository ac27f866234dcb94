import { html, type Markup } from '../markup/html.ts'
import { type Canvas, type Chart, PAGE, PHONE } from './canvas.ts'
import { px } from './geometry.ts'

/** A chart in the page: drawn once for a wide screen and for paper, once for a phone; the style sheet shows one. */
export function figure(chart: Chart, says: string): Markup {
  return html`<div class="chart">${draw(chart, PAGE, 'wide', says)}${draw(chart, PHONE, 'slim', says)}</div>`
}

function draw(chart: Chart, canvas: Canvas, shown: 'wide' | 'slim', says: string): Markup {
  const { height, body } = chart(canvas)
  const [width, tall] = [px(canvas.width), px(Math.max(1, height))]
  return html`<svg class="${shown}" viewBox="0 0 ${width} ${tall}" width="${width}" height="${tall}" role="img" aria-label="${says}">${body}</svg>`
}

import { html, type Markup } from '../markup/html.ts'
import type { Tone } from './canvas.ts'

/** Names of series with their colours. */
export function legend(entries: readonly { readonly name: string; readonly tone: Tone }[]): Markup {
  return html`<ul class="legend">${entries.map(({ name, tone }) => html`<li><i class="b-${tone}"></i>${name}</li>`)}</ul>`
}

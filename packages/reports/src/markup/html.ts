import { escapeMarkup } from './escape.ts'

// A symbol, because no JSON can carry one: a report read from a file cannot pass a text off as markup.
const source: unique symbol = Symbol('markup')

/** A piece of HTML or SVG whose every variable part has been escaped. */
export interface Markup {
  readonly [source]: string
}

/** What may be put into markup; texts and numbers are escaped, `undefined` and `false` leave nothing. */
export type Part = string | number | false | undefined | Markup | readonly Part[]

/** Builds markup; the only way to make any. The template's own text is trusted, what is put into it is not. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let result = texts[0] as string
  for (const [index, part] of parts.entries()) result += written(part) + (texts[index + 1] as string)
  return { [source]: result }
}

/** The text of finished markup. */
export function markupText(markup: Markup): string {
  return markup[source]
}

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeMarkup(part)
  if (typeof part === 'number') return escapeMarkup(String(part))
  if (Array.isArray(part)) return part.map(written).join('')
  const text = (part as Markup)[source]
  // Data of another type than declared, in a report that came from a file.
  return typeof text === 'string' ? text : escapeMarkup(String(part))
}

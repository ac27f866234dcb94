const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

/**
 * Makes a text safe between tags and inside quoted attributes, of HTML and of SVG alike. Control characters
 * and lone surrogates, which no document may hold, become U+FFFD.
 */
export function escapeMarkup(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, (character) => (/[\t\n\r]/.test(character) ? ' ' : '\uFFFD'))
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character)
}

import { UNSUBSCRIBE_PLACEHOLDER } from '@clientele/core'

const WORDS: { readonly [language: string]: string } = {
  en: 'Unsubscribe',
  fr: 'Se désabonner',
}

/**
 * The HTML of a mail: the preheader is put before everything, hidden; the placeholder of the link out becomes the
 * link, and where a mail has none one is added at the end.
 */
export function htmlBody(
  html: string,
  parts: {
    readonly preheader?: string | undefined
    readonly link?: string | undefined
    readonly language: string
  },
): string {
  const linked = parts.link === undefined ? html : withLink(html, parts.link, parts.language)
  return parts.preheader === undefined || parts.preheader === ''
    ? linked
    : withPreheader(linked, parts.preheader)
}

/** The text of a mail, with the link out in the same way. */
export function textBody(
  text: string,
  parts: { readonly link?: string | undefined; readonly language: string },
): string {
  if (parts.link === undefined) return text
  if (text.includes(UNSUBSCRIBE_PLACEHOLDER)) return text.replaceAll(UNSUBSCRIBE_PLACEHOLDER, parts.link)
  // "-- " alone on a line begins the signature (RFC 3676, 4.3).
  return `${text.trimEnd()}\n\n-- \n${wordOf(parts.language)}: ${parts.link}\n`
}

function withLink(html: string, link: string, language: string): string {
  const href = escapeHtml(link)
  if (html.includes(UNSUBSCRIBE_PLACEHOLDER)) return html.replaceAll(UNSUBSCRIBE_PLACEHOLDER, href)
  const line = `<p style="font-size:12px;color:#666;text-align:center"><a href="${href}" style="color:#666">${wordOf(language)}</a></p>`
  return insertAt(html, html.search(/<\/body\s*>/iu), line)
}

function withPreheader(html: string, preheader: string): string {
  const hidden = `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(preheader)}</div>`
  const body = /<body[^>]*>/iu.exec(html)
  return body === null ? hidden + html : insertAt(html, body.index + body[0].length, hidden)
}

function insertAt(html: string, index: number, part: string): string {
  return index < 0 ? html + part : html.slice(0, index) + part + html.slice(index)
}

function wordOf(language: string): string {
  return WORDS[language.split('-')[0]?.toLowerCase() ?? ''] ?? 'Unsubscribe'
}

function escapeHtml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;')
}

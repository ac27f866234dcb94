import type { MessageContent } from '@clientele/core'
import type { Language, Shop } from './programme-options.ts'

/** What an e-mail says, part by part. Texts are Liquid and may hold simple HTML. */
export interface EmailCopy {
  readonly subject: string
  readonly preheader: string
  readonly title: string
  /** One paragraph each. */
  readonly paragraphs: readonly string[]
  /** Put after the paragraphs in HTML and in text: a list of products, a code. */
  readonly block?: { readonly html: string; readonly text: string } | undefined
  readonly button?: { readonly label: string; readonly url: string } | undefined
  /** Why the person gets this. */
  readonly reason: string
  /** Marketing carries the way out; a service message does not. @default true */
  readonly unsubscribe?: boolean | undefined
}

const WAY_OUT: { readonly [language in Language]: string } = { fr: 'Se désabonner', en: 'Unsubscribe' }

/**
 * Writes an e-mail as HTML and as text. The HTML is one column that a phone shows without zooming, loads nothing from
 * outside, and stays readable without styles and in dark mode.
 */
export function emailPage(language: Language, shop: Shop | undefined, copy: EmailCopy): MessageContent {
  return {
    subject: copy.subject,
    preheader: copy.preheader,
    html: htmlOf(language, shop, copy),
    text: textOf(language, shop, copy),
  }
}

function htmlOf(language: Language, shop: Shop | undefined, copy: EmailCopy): string {
  const parts = [
    shop === undefined
      ? ''
      : `<p style="margin:0 0 24px;font-weight:bold;letter-spacing:.04em">${escapeText(shop.name)}</p>`,
    `<h1 style="margin:0 0 16px;font-size:24px;line-height:1.3">${copy.title}</h1>`,
    ...copy.paragraphs.map((paragraph) => `<p style="margin:0 0 16px">${paragraph}</p>`),
    copy.block?.html ?? '',
    copy.button === undefined ? '' : buttonOf(copy.button),
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #ddd;font-size:13px;color:#666">${copy.reason}${
      copy.unsubscribe === false
        ? ''
        : ` <a href="{{ unsubscribeUrl }}" style="color:#666">${WAY_OUT[language]}</a>`
    }</p>`,
  ]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${copy.subject}</title>
</head>
<body style="margin:0;padding:0">
<div style="max-width:560px;margin:0 auto;padding:24px;font:16px/1.5 -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif">
${parts.filter((part) => part !== '').join('\n')}
</div>
</body>
</html>
`
}

function buttonOf({ label, url }: { readonly label: string; readonly url: string }): string {
  const style =
    'display:inline-block;padding:14px 24px;border-radius:6px;background:#1a1a1a;color:#ffffff;text-decoration:none;font-weight:bold'
  return `<p style="margin:24px 0"><a href="${url}" style="${style}">${label}</a></p>`
}

function textOf(language: Language, shop: Shop | undefined, copy: EmailCopy): string {
  const parts = [
    plain(copy.title),
    ...copy.paragraphs.map(plain),
    copy.block?.text ?? '',
    copy.button === undefined
      ? ''
      : `${copy.button.label}${language === 'fr' ? ' :' : ':'} ${copy.button.url}`,
    shop === undefined ? '' : escapeLiquid(shop.name),
    '-- ',
    plain(copy.reason),
    copy.unsubscribe === false
      ? ''
      : `${WAY_OUT[language]}${language === 'fr' ? ' :' : ':'} {{ unsubscribeUrl }}`,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The text of simple HTML. */
function plain(html: string): string {
  return html
    .replace(/<[^>]*>/gu, '')
    .replace(/&nbsp;/gu, '\u00a0')
    .replace(/&amp;/gu, '&')
}

/** A name that the host gave, as HTML that is no Liquid. */
export function escapeText(text: string): string {
  return escapeLiquid(
    text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;'),
  )
}

function escapeLiquid(text: string): string {
  return text.replace(/\{(?=[{%])/gu, '{ ')
}

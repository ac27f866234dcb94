import { escapeText } from './email-page.ts'
import type { Language } from './programme-options.ts'

/** A code that a person may use. */
export interface Voucher {
  /** The code itself, or Liquid that finds the person's own: `{{ trigger.coupon }}`. */
  readonly code: string
  /** What it is worth, by language: `{ fr: '10 % de remise', en: '10% off' }`. */
  readonly label: { readonly [language in Language]: string }
}

/** A voucher as a block of an e-mail. */
export function voucherBlock(
  language: Language,
  voucher: Voucher,
): { readonly html: string; readonly text: string } {
  const label = escapeText(voucher.label[language])
  const words = language === 'fr' ? 'avec le code' : 'with the code'
  return {
    html: `<p style="margin:16px 0;padding:16px;border:1px dashed #999;text-align:center">${label} ${words} <strong>${voucher.code}</strong></p>`,
    text: `${voucher.label[language]} ${words} ${voucher.code}`,
  }
}

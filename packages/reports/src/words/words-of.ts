import type { ReportLocale } from '../model/base-report.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import type { Words } from './words.ts'

const LANGUAGES: { readonly [locale in ReportLocale]: Words } = { fr: french, en: english }

/** The words of a language. */
export function wordsOf(locale: ReportLocale): Words {
  return LANGUAGES[locale]
}

import type { Formatter } from '../format/formatter.ts'
import type { BaseReport } from '../model/base-report.ts'
import type { Words } from '../words/words.ts'

/** What every section is written with. */
export interface PageContext {
  readonly report: BaseReport
  readonly format: Formatter
  readonly words: Words
}

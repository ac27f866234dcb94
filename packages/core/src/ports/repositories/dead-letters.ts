import type { DeadLetter } from '../../model/dead-letter.ts'
import type { Page } from '../page.ts'

/** Refused inputs, by `id`. */
export interface DeadLetterRepository {
  readonly put: (letters: readonly DeadLetter[]) => Promise<void>
  readonly list: (page: Page) => Promise<readonly DeadLetter[]>
  readonly remove: (ids: readonly string[]) => Promise<void>
  readonly count: () => Promise<number>
}

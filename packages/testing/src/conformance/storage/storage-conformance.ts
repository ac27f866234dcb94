import { contactCases } from './contacts.ts'
import { erasingCases } from './erasing.ts'
import { eventCases } from './events.ts'
import { ledgerCases } from './ledgers.ts'
import { linkCases } from './links.ts'
import { membershipCases } from './memberships.ts'
import { mergingCases } from './merging.ts'
import { messageCases } from './messages.ts'
import { migrationCases } from './migrations.ts'
import { recordCases } from './records.ts'
import { rowCases } from './rows.ts'
import { runCases } from './runs.ts'
import { selectCases } from './select.ts'
import { selectValueCases } from './select-values.ts'
import { settingCases } from './settings.ts'
import type { StorageCase } from './storage-case.ts'
import { traitCases } from './traits.ts'
import { transactionCases } from './transactions.ts'

/**
 * What every storage adapter keeps, sentence by sentence of the port: one case each, as data.
 *
 * @example
 * ```ts
 * // With `it` of vitest, or `test` of `node:test`, as `register`:
 * const prove = (open: () => Promise<Storage>, register: RegisterCase) =>
 *   runConformance(storageConformance(), { register, context: { open } })
 * ```
 */
export function storageConformance(): readonly StorageCase[] {
  return [
    ...transactionCases,
    ...migrationCases,
    ...recordCases,
    ...linkCases,
    ...contactCases,
    ...mergingCases,
    ...erasingCases,
    ...eventCases,
    ...rowCases,
    ...membershipCases,
    ...traitCases,
    ...runCases,
    ...messageCases,
    ...ledgerCases,
    ...settingCases,
    ...selectCases,
    ...selectValueCases,
  ]
}

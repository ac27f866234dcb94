import type { StorageCase } from '../storage/storage-case.ts'
import { absenceCases } from './absence.ts'
import { chainCases } from './chains.ts'
import { changeCases } from './changes.ts'
import { declaredTypeCases } from './declared-types.ts'
import { difficultTextCases } from './difficult-texts.ts'
import { missingValueCases } from './missing-values.ts'
import { windowCases } from './windows.ts'

/**
 * What segments keep on every storage adapter, asked through `createClientele`: absence, missing values, windows,
 * zones, edits, merges, refunds, conditions of any size, and what people write who mean harm. One case a sentence.
 *
 * @example
 * ```ts
 * // With `it` of vitest, or `test` of `node:test`, as `register`:
 * const prove = (open: () => Promise<Storage>, register: RegisterCase) =>
 *   runConformance(segmentConformance(), { register, context: { open } })
 * ```
 */
export function segmentConformance(): readonly StorageCase[] {
  return [
    ...absenceCases,
    ...missingValueCases,
    ...declaredTypeCases,
    ...windowCases,
    ...changeCases,
    ...chainCases,
    ...difficultTextCases,
  ]
}

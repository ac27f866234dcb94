import type { JsonValue } from '../../../model/json.ts'
import { own } from '../../../model/own.ts'
import type { ContactRecord } from '../../../model/record.ts'
import type { CompiledIdentifierType } from '../../identifier-types.ts'
import type { IdentityColumns } from '../../match/columns.ts'
import type { MatchRecord } from '../../match/encode.ts'

/** Types of identifiers by name, for what their values are worth. */
export type IdentifierTypes = ReadonlyMap<string, CompiledIdentifierType>

/**
 * A stored record as the matcher reads it: the normalised value of each column, or the first identifier of that type
 * which identifies somebody.
 */
export function matchRecordOf(
  record: ContactRecord,
  columns: IdentityColumns,
  types: IdentifierTypes,
): MatchRecord {
  const cells: { [column: string]: JsonValue } = {}
  for (const column of Object.keys(columns)) {
    const value = own(record.values, column)
    if (value !== undefined && value !== null) {
      if (types.get(column)?.isBlocked(String(value)) !== true) cells[column] = value
      continue
    }
    const claim = record.identifiers.find(
      (one) => one.type === column && types.get(column)?.isBlocked(one.value) !== true,
    )
    if (claim !== undefined) cells[column] = claim.value
  }
  return cells
}

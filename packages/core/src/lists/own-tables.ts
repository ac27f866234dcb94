import type { TableDeclaration } from '../model/table.ts'

/** Names of tables that begin so are Clientele's own: nobody else declares them or writes to them. */
const OWN = 'clientele:'

/** What people decided about members of lists, one row for each decision: the latest one of a list counts. */
export const LIST_DECISIONS = 'clientele:lists'

/** Who was in a frozen targeting and who was left out, one row for each contact. */
export const TARGETED = 'clientele:targetings'

/**
 * The tables that Clientele keeps beside those that are declared. Their rows follow a record like every row: a merge
 * unites them, an unmerge parts them, an erasure takes them out, an export holds them.
 */
export const OWN_TABLES: readonly TableDeclaration[] = [
  {
    name: LIST_DECISIONS,
    kind: 'interactions',
    columns: { list: 'string', decision: 'string', by: 'string', reason: 'string', at: 'instant' },
    dateColumn: 'at',
  },
  {
    name: TARGETED,
    kind: 'interactions',
    columns: { targeting: 'string', outcome: 'string', reason: 'string', at: 'instant' },
    dateColumn: 'at',
  },
]

/** Is the table one of Clientele's own? */
export function isOwnTable(name: string): boolean {
  return name.startsWith(OWN)
}

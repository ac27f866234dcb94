import type { SqlConnection } from '../connection.ts'
import type { Statement } from '../statement.ts'

/** Timers at or before an instant, earliest first; a contact may have several of them. */
export type DueStatement = Statement<
  { readonly at: number; readonly limit: number },
  { readonly contact_id: string }
>

/**
 * Contacts of the first timers, each once. It reads as many timers as contacts are wanted, and twice as many
 * where several belong to one: never all that are due.
 */
export async function dueContacts(
  connection: SqlConnection,
  due: DueStatement,
  at: number,
  limit: number,
): Promise<readonly string[]> {
  for (let timers = limit; ; timers *= 2) {
    const found = await connection.all(due, { at, limit: timers })
    const contactIds = new Set(found.map((timer) => timer.contact_id))
    if (contactIds.size >= limit || found.length < timers) return [...contactIds].slice(0, limit)
  }
}

import {
  type Contact,
  type ContactQuery,
  type ContactSelect,
  compileCondition,
  contactMatcher,
  type Page,
  type StorageTransaction,
  scanSelect,
} from '@clientele/core'
import { sql } from 'kysely'
import { readNumber } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { toContact } from '../repositories/contacts.ts'
import type { ContactRow } from '../schema/contacts.ts'
import { escapeText } from '../text-codec.ts'
import { type Bounds, isExact } from './bounds.ts'
import { contactCondition } from './contact-condition.ts'
import { and, FALSE, type Fragment, not, TRUE } from './fragment.ts'
import { unlessTooDeep } from './unless-too-deep.ts'

/** Contacts that are in memory at a time. */
const PAGE = 500
/** Drivers bound the parameters of a statement: SQLite by 32,766, PostgreSQL by 65,535. */
const MAX_PARAMETERS = 30_000

/** A contact of a page, and whether SQL is sure of it. */
interface Candidate {
  readonly contact: Contact
  readonly isSure: boolean
}

/**
 * Conditions as SQL: one statement a question where SQL says them exactly, else what SQL leaves open is decided by
 * core's evaluator, page by page.
 */
export function contactSelect(connection: SqlConnection, transaction: StorageTransaction): ContactSelect {
  const scan = scanSelect(transaction)

  /** What SQL knows of the query; `undefined`: the statement would be too large. */
  const boundsOf = (query: ContactQuery, form: 'sets' | 'probes'): Bounds | undefined => {
    compileCondition(query.where, query)
    const bounds = contactCondition(connection.dialect, query, { contacts: 'c', form })
    const { parameters } = connection.compile(sql`${bounds.sure} ${bounds.maybe}`)
    return parameters.length > MAX_PARAMETERS ? undefined : bounds
  }

  const countWhere = async (where: Fragment): Promise<number> => {
    if (where === FALSE) return 0
    const [row] = await connection.ask<{ readonly found: number }>(
      sql`select count(*) as found from ${connection.table('clientele_contacts')} as c where ${where}`,
    )
    return readNumber(row?.found ?? 0)
  }

  const candidates = async (bounds: Bounds, { after = '', limit }: Page): Promise<readonly Candidate[]> => {
    const where = and(sql`(c.contact_id > ${sql.val(escapeText(after))})`, bounds.maybe)
    const isSure = bounds.sure === TRUE ? sql`1` : sql`case when ${bounds.sure} then 1 else 0 end`
    const rows = await connection.ask<ContactRow & { readonly is_sure: number }>(
      sql`select c.*, ${isSure} as is_sure from ${connection.table('clientele_contacts')} as c
        where ${where} order by c.contact_id limit ${sql.lit(limit)}`,
    )
    return rows.map((row) => ({ contact: toContact(row), isSure: readNumber(row.is_sure) === 1 }))
  }

  const exactIds = async ({ sure }: Bounds, { after = '', limit }: Page): Promise<readonly string[]> => {
    const where = and(sql`(c.contact_id > ${sql.val(escapeText(after))})`, sure)
    const rows = await connection.ask<{ readonly contact_id: string }>(
      sql`select c.contact_id from ${connection.table('clientele_contacts')} as c
        where ${where} order by c.contact_id limit ${sql.lit(limit)}`,
    )
    return rows.map((row) => row.contact_id)
  }

  /** Pages of those who match, decided by whoever can. */
  async function* decided(
    query: ContactQuery,
    bounds: Bounds,
    page: Page,
  ): AsyncGenerator<readonly Contact[]> {
    const matching = contactMatcher(query)
    let { after } = page
    for (;;) {
      const found = await candidates(bounds, { after, limit: page.limit })
      const open = found.filter(({ isSure }) => !isSure).map(({ contact }) => contact)
      const matched = new Set(await matching(transaction, open))
      yield found
        .filter(({ contact, isSure }) => isSure || matched.has(contact))
        .map(({ contact }) => contact)
      if (found.length < page.limit) return
      after = found.at(-1)?.contact.contactId
    }
  }

  return {
    count: (query) =>
      unlessTooDeep(
        () => countBy(query),
        () => scan.count(query),
      ),
    ids: (query, page) =>
      unlessTooDeep(
        () => idsBy(query, page),
        () => scan.ids(query, page),
      ),
  }

  async function countBy(query: ContactQuery): Promise<number> {
    const bounds = boundsOf(query, 'sets')
    if (bounds === undefined) return scan.count(query)
    const sure = await countWhere(bounds.sure)
    if (isExact(bounds)) return sure
    const { sure: known, maybe } = boundsOf(query, 'probes') as Bounds
    let count = sure
    const open: Bounds = { sure: FALSE, maybe: and(maybe, not(known)) }
    if (open.maybe === FALSE) return count
    for await (const matched of decided(query, open, { limit: PAGE })) count += matched.length
    return count
  }

  async function idsBy(query: ContactQuery, page: Page): Promise<readonly string[]> {
    if (page.limit <= 0) return []
    const bounds = boundsOf(query, 'probes')
    if (bounds === undefined) return scan.ids(query, page)
    if (bounds.maybe === FALSE) return []
    if (isExact(bounds)) return exactIds(bounds, page)
    const ids: string[] = []
    for await (const matched of decided(query, bounds, { after: page.after, limit: PAGE })) {
      for (const { contactId } of matched) ids.push(contactId)
      if (ids.length >= page.limit) break
    }
    return ids.slice(0, page.limit)
  }
}

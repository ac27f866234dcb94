import {
  type EventCondition,
  OPEN_SHAPE,
  type RowShape,
  type RowsCondition,
  shapeOfEvent,
  shapeOfTable,
} from '@clientele/core'
import { sql } from 'kysely'
import { escapeText } from '../text-codec.ts'
import { ALWAYS, type Bounds, exceptWhere, UNKNOWN } from './bounds.ts'
import { type Fragment, TRUE } from './fragment.ts'
import { isPlain } from './json-text.ts'
import { keyDoubt, keyText } from './path-value.ts'
import type { Place, RowAtHand } from './place.ts'

/** Events of a name or rows of a table, as they stand in `from`. */
export interface Happenings {
  readonly from: Fragment
  /** Those of the name, of the table, of the link: whoever they belong to. */
  readonly named: Fragment
  readonly contactId: Fragment
  /** Their instants; null for rows without a date. */
  readonly at: Fragment
  readonly row: RowAtHand
  /** Their order among those of one contact, as `order by` has it. */
  readonly order: readonly Fragment[]
  /** Which of the named ones are meant, as far as SQL knows. */
  readonly meant: Bounds
}

/** The events of a name, or of a prefix. */
export function eventsNamed(place: Place, event: EventCondition['event']): Happenings {
  const alias = place.alias('event')
  const column = (name: string): Fragment => sql.ref(`${alias}.${name}`)
  const contactId = column('contact_id')
  // Half a character at the end of a prefix: the whole one begins with it, and is stored otherwise.
  const isCut = event.endsWith('*') && !isPlain(event)
  return {
    from: sql`${place.table('clientele_events')} as ${sql.ref(alias)}`,
    named: isCut ? TRUE : nameIs(place, column('name'), event),
    contactId,
    at: column('occurred_at'),
    row: {
      properties: column('properties'),
      key: undefined,
      contactId,
      shape: shapeOfEvent(event, place.environment),
    },
    order: [column('occurred_at'), column('received_at'), column('message_id')],
    meant: isCut ? UNKNOWN : ALWAYS,
  }
}

function nameIs({ json }: Place, column: Fragment, event: string): Fragment {
  const { text } = json.parameter
  if (!event.endsWith('*')) return sql`(${column} = ${text(escapeText(event))})`
  const prefix = escapeText(event.slice(0, -1))
  if (prefix === '') return TRUE
  return sql`(substr(${column}, 1, length(${text(prefix)})) = ${text(prefix)})`
}

/** The rows of a table; with `via`, only those whose link holds the key of the row at hand. */
export function rowsOf(place: Place, { rows, via }: RowsCondition): Happenings | undefined {
  const alias = place.alias('row')
  const column = (name: string): Fragment => sql.ref(`${alias}.${name}`)
  const contactId = column('contact_id')
  const shape: RowShape = shapeOfTable(rows, place.environment) ?? OPEN_SHAPE
  const link = via === undefined ? undefined : place.json.member(column('data'), [via])
  if (via !== undefined && (link === undefined || place.row?.key === undefined)) return undefined
  return {
    from: sql`${place.table('clientele_rows')} as ${sql.ref(alias)}`,
    named: sql`(${column('table_name')} = ${place.json.parameter.text(rows)})`,
    contactId,
    at: column('at'),
    row: { properties: column('data'), key: column('key'), contactId, shape },
    order: [sql`coalesce(${column('at')}, ${sql.lit(-9e15)})`, column('key')],
    meant:
      link === undefined
        ? ALWAYS
        : exceptWhere(keyDoubt(place, link), sql`(${keyText(place, link)} = ${place.row?.key})`),
  }
}

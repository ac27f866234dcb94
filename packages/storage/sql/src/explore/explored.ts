import type { ExplorationPlan } from '@clientele/core'
import { sql } from 'kysely'
import { ALWAYS, allOf, type Bounds, NEVER } from '../select/bounds.ts'
import { conditionBounds } from '../select/condition-bounds.ts'
import { and, type Fragment, TRUE } from '../select/fragment.ts'
import { eventsNamed, rowsOf } from '../select/happenings.ts'
import type { Place } from '../select/place.ts'
import { windowBounds } from '../select/window-bounds.ts'

/** What is explored, as it stands in `from`, and which of it counts. */
export interface Explored {
  readonly from: Fragment
  /** Where values are read: at the row or event, or at the contact. */
  readonly place: Place
  readonly contactId: Fragment
  /** When it happened; absent for contacts. */
  readonly at?: Fragment | undefined
  /** What it is, before any condition. */
  readonly named: Fragment
  readonly meant: Bounds
  /** Does the window begin or end elsewhere for contacts of another zone? */
  readonly zoned: boolean
}

/** Prepares what is explored; `undefined`: the database cannot find it. */
export function exploredBy(plan: ExplorationPlan, outer: Place): Explored | undefined {
  const contact = outer.contact()
  const contacts = sql`${outer.table('clientele_contacts')} as c`
  const ofContacts = plan.contacts === undefined ? ALWAYS : conditionBounds(outer, plan.contacts)
  if (plan.over === 'contacts')
    return {
      from: contacts,
      place: outer,
      contactId: contact.id,
      named: TRUE,
      meant: ofContacts,
      zoned: false,
    }
  const happenings = 'rows' in plan.over ? rowsOf(outer, plan.over) : eventsNamed(outer, plan.over.event)
  if (happenings === undefined) return undefined
  const place: Place = { ...outer, row: happenings.row }
  const window = windowBounds(outer, plan.window)
  const where = plan.where === undefined ? ALWAYS : conditionBounds(place, plan.where)
  const join = plan.ofNobody === 'too' ? sql`left join` : sql`join`
  const isAlone = plan.ofNobody === 'alone'
  return {
    from: isAlone
      ? sql`${happenings.from} left join ${contacts} on ${sql.lit(1)} = 0`
      : sql`${happenings.from} ${join} ${contacts} on ${contact.id} = ${happenings.contactId}`,
    place,
    contactId: happenings.contactId,
    at: happenings.at,
    named: and(
      happenings.named,
      window.holds(happenings.at),
      isAlone ? sql`(${happenings.contactId} is null)` : TRUE,
    ),
    meant: happenings.meant === NEVER ? NEVER : allOf([happenings.meant, where, ofContacts]),
    zoned: window.zoned,
  }
}

import { type Slots, type Statement, statement } from '../statement.ts'

type Keys = { readonly keys: readonly string[] }

/** The ids for which contacts stand: they lost a merge, and are live no more. */
export const formerIds: Statement<Keys, { readonly from_id: string }> = statement((db, $: Slots<Keys>) =>
  db
    .selectFrom('clientele_aliases as a')
    .leftJoin('clientele_contacts as c', 'c.contact_id', 'a.from_id')
    .select('a.from_id')
    .where($.among('a.to_id', 'keys'))
    .where('c.contact_id', 'is', null),
)

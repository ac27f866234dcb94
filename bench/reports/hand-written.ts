import type Database from 'libsql'

const month = (column: string) =>
  `cast(strftime('%Y', ${column} / 1000, 'unixepoch') as integer) * 12 + strftime('%m', ${column} / 1000, 'unixepoch') - 1`

/** What the two answers are compared by. */
export interface Answer {
  readonly records: number
  readonly contacts: number
  /** By month number and channel. */
  readonly revenue: readonly (readonly [month: number, channel: string, revenue: number, orders: number])[]
  readonly active: readonly (readonly [month: number, contacts: number])[]
  readonly cohorts: readonly (readonly [start: number, month: number, buyers: number, revenue: number])[]
  readonly firstProducts: readonly (readonly [product: string, customers: number, revenue: number])[]
  readonly segments: readonly (readonly [segment: string, contacts: number, revenue: number])[]
}

/** The same report by hand-written SQL: orders are drawn out of their JSON once, then every table is one query. */
export function handWritten(db: InstanceType<typeof Database>, at: number, lastMonth: number): Answer {
  const all = (sql: string): never[] => db.prepare(sql).raw().all() as never[]
  db.exec(`
    create temp table o as
      select contact_id, key, at, ${month('at')} as month, json_extract(data, '$.total') as total,
        json_extract(data, '$.channel') as channel
      from clientele_rows not indexed
      where table_name = 'orders' and at <= ${at} and json_extract(data, '$.status') = 'paid'
        and json_extract(data, '$.currency') = 'EUR';
    create temp table l as
      select json_extract(data, '$.order_id') as key, json_extract(data, '$.product_id') as product
      from clientele_rows not indexed where table_name = 'order_lines';
    create index temp.l_key on l (key);
    create temp table b as select contact_id, min(month) as start, sum(total) as revenue from o group by 1;
    create index temp.b_contact on b (contact_id)`)
  try {
    return {
      records: all('select count(*) from clientele_records')[0]![0],
      contacts: all('select count(distinct contact_id) from clientele_records')[0]![0],
      revenue: all(`select month, channel, sum(total), count(*) from o where month > ${lastMonth - 24}
        group by 1, 2 order by 1, 2`),
      // A purchase keeps active for twelve months or until the next one: who comes and who goes, summed up.
      active: all(`with recursive m (month) as (select ${lastMonth - 23} union all
          select month + 1 from m where month < ${lastMonth}),
        d as (select distinct contact_id, month from o),
        g as (select month as start, min(month + 12, coalesce(lead(month) over
          (partition by contact_id order by month), month + 12)) as stop from d),
        n as materialized (select month, sum(n) as n from (select start as month, 1 as n from g union all
          select stop, -1 from g) group by 1)
        select m.month, (select sum(n.n) from n where n.month <= m.month) from m order by 1`),
      cohorts: all(`select b.start, o.month - b.start, count(distinct o.contact_id), sum(o.total)
        from o join b using (contact_id) where b.start > ${lastMonth - 13} and o.month < ${lastMonth}
        group by 1, 2 order by 1, 2`),
      firstProducts: all(`with first as (select contact_id, key, row_number() over
          (partition by contact_id order by at, key) as place from o),
        held as (select distinct first.contact_id, l.product from first join l using (key) where place = 1)
        select product, count(*), sum(b.revenue) from held join b using (contact_id)
        group by 1 order by 3 desc, 1 limit 15`),
      segments:
        all(`select json_extract(data, '$.segment'), count(*), sum(json_extract(data, '$.revenueMinor'))
        from clientele_scores where scorer_id = 'rfm' and at = ${at} group by 1 order by 1`),
    }
  } finally {
    db.exec('drop table temp.o; drop table temp.l; drop table temp.b')
  }
}

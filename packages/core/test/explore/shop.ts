import type { Clientele, Storage, TableDeclaration } from '../../src/index.ts'
import { makeBase, type TestBase } from '../support/make-base.ts'

const day = (text: string): number => Date.parse(`${text}T12:00:00Z`)

/** The day on which the little shop is looked at. */
export const TODAY: number = day('2026-06-15')

export const tables: readonly TableDeclaration[] = [
  { name: 'stores', kind: 'reference', columns: { region: 'string', opened: 'date' } },
  {
    name: 'orders',
    kind: 'interactions',
    dateColumn: 'at',
    columns: {
      at: 'instant',
      total: 'money',
      refunded: 'money',
      currency: 'string',
      status: 'string',
      category: 'string',
      store_id: 'string',
      tags: 'json',
    },
    links: { store_id: 'stores' },
  },
]

const email = (value: string) => [{ type: 'email', value: `${value}@example.org` }]

/** An order of somebody, or of nobody. */
export const order = (
  key: string,
  who: string | undefined,
  at: string,
  values: Readonly<Record<string, string | number>>,
) => ({
  table: 'orders',
  key,
  ...(who === undefined ? {} : { contact: { identifiers: email(who) } }),
  values: { at: day(at), currency: 'EUR', status: 'paid', ...values },
})

/** Ann of Lyon, Bob of Lille and Cid of nowhere, two stores, six orders and one without a card. */
export async function openShop(storage: Storage): Promise<TestBase & { readonly clientele: Clientele }> {
  const base = await makeBase({
    storage,
    tables,
    segments: [{ id: 'lyon', where: { field: 'city', op: 'eq', value: 'LYON', ignoreCase: true } }],
    segmentations: [
      {
        id: 'value',
        labels: [{ label: 'high', where: { rows: 'orders', op: 'gte', value: 3 } }],
        otherwise: 'low',
      },
    ],
  })
  await base.clock.advance(TODAY - base.clock.now())
  const { clientele } = base
  const person = (name: string, fields: Readonly<Record<string, string>>) => ({
    source: 'api',
    sourceKey: name,
    identifiers: email(name),
    fields,
  })
  await clientele.upsert([
    person('ann', { city: 'Lyon', birthDate: '1990-03-02', gender: 'F' }),
    person('bob', { city: 'Lille', birthDate: '2001-12-31' }),
    person('cid', {}),
  ])
  await clientele.put([
    { table: 'stores', key: 's1', values: { region: 'South', opened: '2019-05-01' } },
    { table: 'stores', key: 's2', values: { region: 'North', opened: '2020-02-01' } },
  ])
  await clientele.put([
    order('1', 'ann', '2026-01-31', { total: 5000, category: 'linen', store_id: 's1' }),
    order('2', 'ann', '2026-02-10', { total: 3000, refunded: 1000, category: 'table', store_id: 's2' }),
    order('3', 'ann', '2026-02-11', { total: 700, category: 'linen', store_id: 's1' }),
    order('4', 'bob', '2026-02-20', { total: 2000, category: 'table', store_id: 's2' }),
    order('5', 'bob', '2026-05-02', { total: 9900, category: 'linen', status: 'cancelled' }),
    order('6', 'cid', '2026-05-31', { total: 400, store_id: 's1' }),
    order('7', undefined, '2026-02-28', { total: 150, category: 'linen', store_id: 's1' }),
  ])
  return base
}

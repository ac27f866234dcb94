import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { EventInput } from '@clientele/core'
import { seededRandom } from '@clientele/testing'
import type { FrenchRecord } from '@clientele/testing/french'
import { makeCarts } from './carts.ts'
import { catalogue } from './catalogue.ts'
import { makePeople } from './customers.ts'
import { makeOrders, type ShopOrder } from './orders.ts'
import { type LiveItem, makeSubscriptions } from './subscriptions.ts'

const DAY = 86_400_000
/** The day after the last one on which the generated people were seen. */
const PEOPLE_END = Date.UTC(2025, 0, 1)

/** How large the shop is. */
export interface ShopSize {
  readonly records: number
  readonly orders: number
  readonly carts: number
}

/** What was written, and what happens next in the shop. */
export interface ShopExports {
  /** Rows about people in the four files that have such. */
  readonly rows: number
  /** People who subscribe to the newsletter in the last two days. */
  readonly subscriptions: number
  readonly orders: number
  /** Who is who, by the ids that the records will have; only the making of the exports knows. */
  readonly truth: ReadonlyMap<string, string>
  /** What came in the last two days, not in files but one after the other: carts and subscriptions. */
  readonly live: readonly LiveItem[]
}

/** Writes the exports of the shop's systems into a folder, each in the manner of its system. */
export function writeExports(folder: string, size: ShopSize, today: number): ShopExports {
  mkdirSync(folder, { recursive: true })
  const random = seededRandom('la-maison')
  const { records, people } = makePeople(size.records, 'la-maison')
  const orders = makeOrders(people, size.orders, today, random.fork('orders'))
  const carts = makeCarts(people, size.carts, today - 31 * DAY, today, random.fork('carts'))
  const isLive = ({ occurredAt = 0 }: EventInput): boolean => occurredAt >= today - 2 * DAY
  const subscriptions = makeSubscriptions(
    people,
    Math.max(3, Math.round(size.carts / 100)),
    today - 2 * DAY,
    today,
    random.fork('subscriptions'),
  )
  const optIn = random.fork('opt-in')
  const consent = (): string => (optIn.chance(0.68) ? '1' : optIn.chance(0.5) ? '0' : '')

  // People go on coming to the shop until today.
  const late = Math.floor((today - PEOPLE_END) / DAY) * DAY
  const seenAt = (record: FrenchRecord): number => Date.parse(record.updated_at) + late

  // The e-shop writes UTF-8 with a byte-order mark and semicolons, the till Windows-1252 and French dates.
  const eshop = of(records, 'eshop').map((r) => [
    r.rec_id,
    r.customer_no,
    r.first_name,
    r.last_name,
    r.dob,
    r.email,
    r.phone,
    r.address,
    r.postcode,
    r.city,
    consent(),
    iso(seenAt(r)),
  ])
  write(
    folder,
    'eshop_clients.csv',
    `\uFEFF${table(['id', 'no_client', 'prenom', 'nom', 'naissance', 'email', 'mobile', 'adresse', 'cp', 'ville', 'newsletter', 'maj'], eshop)}`,
  )
  const till = of(records, 'pos').map((r) => [
    r.rec_id,
    r.loyalty_id,
    r.first_name,
    r.last_name,
    r.dob,
    r.email,
    r.phone,
    r.postcode,
    r.city,
    french(seenAt(r)),
  ])
  writeFileSync(
    join(folder, 'caisse_clients.csv'),
    Buffer.from(
      table(['code', 'carte', 'prenom', 'nom', 'date_naissance', 'email', 'tel', 'cp', 'ville', 'maj'], till),
      'latin1',
    ),
  )
  const erp = of(records, 'erp').map((r) => [
    r.rec_id,
    r.first_name,
    r.last_name,
    r.dob,
    r.email,
    r.phone,
    r.postcode,
    r.city,
    iso(seenAt(r)),
  ])
  write(
    folder,
    'erp_clients.csv',
    table(['id', 'first_name', 'last_name', 'birth', 'email', 'phone', 'zip', 'city', 'updated'], erp, ','),
  )
  const subscribers = people
    .flatMap((own) => own.filter(({ email }) => email !== '').slice(0, 1))
    .filter(() => optIn.chance(0.2))
  write(
    folder,
    'newsletter.csv',
    table(
      ['email', 'inscrit_le', 'etat'],
      subscribers.map((r) => [r.email.toUpperCase(), iso(today - optIn.integer(500) * DAY), 'inscrit']),
      ',',
    ),
  )

  write(
    folder,
    'catalogue.csv',
    table(
      ['ref', 'nom', 'categorie', 'prix'],
      catalogue.map((p) => [p.id, p.name, p.category, comma(p.price)]),
    ),
  )
  const web = orders.filter(({ record }) => record.source === 'eshop')
  const shop = orders.filter(({ record }) => record.source === 'pos')
  write(
    folder,
    'eshop_commandes.csv',
    table(
      ['commande', 'client', 'date', 'statut', 'total', 'rembourse'],
      web.map((o) => [
        o.id,
        o.record.rec_id,
        new Date(o.at).toISOString(),
        o.status,
        point(o.total),
        point(o.refunded),
      ]),
    ),
  )
  write(
    folder,
    'caisse_tickets.csv',
    table(
      ['ticket', 'client', 'date', 'statut', 'magasin', 'montant', 'rembourse'],
      shop.map((o) => [
        o.id,
        o.record.rec_id,
        `${french(o.at)} ${new Date(o.at).toISOString().slice(11, 16)}`,
        o.status,
        o.store,
        comma(o.total),
        comma(o.refunded),
      ]),
    ),
  )
  for (const [name, own] of [
    ['eshop', web],
    ['caisse', shop],
  ] as const)
    write(
      folder,
      `${name}_lignes.csv`,
      table(['commande', 'ligne', 'client', 'produit', 'quantite', 'prix'], linesOf(own)),
    )
  const past = carts
    .filter((event) => !isLive(event))
    .map((event) => JSON.stringify({ ...event, email: event.identifiers[0]?.value }))
  writeFileSync(join(folder, 'paniers.jsonl.gz'), gzipSync(past.map((line) => `${line}\n`).join('')))
  return {
    rows: records.length + subscribers.length,
    subscriptions: subscriptions.length / 2,
    orders: orders.length,
    truth: new Map(
      records.map((record) => [`${SOURCES[record.source]}/${record.rec_id}`, record.truth.entity]),
    ),
    live: [
      ...subscriptions,
      ...carts.filter(isLive).map(
        (event): LiveItem => ({
          at: event.occurredAt ?? today,
          item: { type: 'event', event },
        }),
      ),
    ].sort((a, b) => a.at - b.at),
  }
}

/** The systems by the names that the mapping gives them. */
const SOURCES: { readonly [source in FrenchRecord['source']]: string } = {
  eshop: 'eshop',
  pos: 'till',
  erp: 'erp',
}

function linesOf(orders: readonly ShopOrder[]): string[][] {
  return orders.flatMap((order) =>
    order.lines.map(({ product, quantity }, index) => [
      order.id,
      String(index + 1),
      order.record.rec_id,
      product.id,
      String(quantity),
      point(product.price),
    ]),
  )
}

function of(records: readonly FrenchRecord[], source: FrenchRecord['source']): readonly FrenchRecord[] {
  return records.filter((record) => record.source === source)
}

function write(folder: string, name: string, content: string): void {
  writeFileSync(join(folder, name), content)
}

function table(header: readonly string[], rows: readonly (readonly string[])[], delimiter = ';'): string {
  const cell = (text: string): string => (/[";,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return [header, ...rows].map((row) => `${row.map(cell).join(delimiter)}\n`).join('')
}

function point(cents: number): string {
  return (cents / 100).toFixed(2)
}

function comma(cents: number): string {
  return point(cents).replace('.', ',')
}

function iso(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

function french(at: number): string {
  return iso(at).split('-').reverse().join('/')
}

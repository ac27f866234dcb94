import { memory } from '@clientele/storage-memory'
import type { IdentityModel } from '../../src/identity/index.ts'
import { type Condition, type IntakeResult, type RecordInput, type Storage, trait } from '../../src/index.ts'
import { saveModel } from '../identity/histories/history-model.ts'
import { SEEN } from '../identity/sample-inputs.ts'
import { makeBase, type TestBase } from '../support/make-base.ts'

/** Who decides about records in these tests. */
export const by = { reason: 'checked', by: 'marie' } as const

const EUROS = { currency: 'EUR' }
const traits = [
  trait('home', { history: true }).perHousehold.events('Order').last('30d').sum('total', EUROS),
  trait('own').events('Order').last('30d').sum('total', EUROS),
  trait('share').formula('trait.own / trait.home'),
]
/** A household that spent ten euros in 30 days. */
export const big: Condition = { field: 'trait.home', op: 'gte', value: 1000 }
const segments = [
  { id: 'big', where: big },
  { id: 'carried', where: { all: [{ segment: 'big' }, { field: 'trait.share', op: 'lt', value: 0.5 }] } },
] as const

const HOMES = [
  { address: '12 rue des Lilas', postcode: '23110', city: 'Nantes', lastName: 'Branlyeau' },
  { address: '4 avenue Foch', postcode: '69003', city: 'Lyon', lastName: 'Fauconnier' },
] as const
const PEOPLE = [
  { firstName: 'Odile', birthDate: '1971-03-14' },
  { firstName: 'Hugo', birthDate: '1969-11-02' },
  { firstName: 'Sylvie', birthDate: '1999-07-21' },
] as const

/** A base whose people live together, move, and buy. */
export interface Town extends TestBase {
  /** Says that a person lives in a home, `undefined` for one of which nothing is known but a number. */
  readonly live: (person: number, home: number | undefined) => Promise<string>
  readonly order: (person: number, total: number, occurredAt?: number | undefined) => Promise<IntakeResult>
  readonly segmentsOf: (contactId: string) => Promise<readonly string[] | undefined>
}

/** Opens a town where the model is in force: who its people are never changes, where they live may. */
export async function town(model: IdentityModel, storage: Storage = memory()): Promise<Town> {
  if ('migrations' in storage) await storage.migrations.up()
  const base = await makeBase({ storage, sources: ['till'], traits, segments })
  await saveModel(storage, model, 1)
  await base.clientele.identity.apply()
  let told = 0
  const upsert = async (record: Omit<RecordInput, 'source' | 'observedAt'>): Promise<string> => {
    const observedAt = SEEN + ++told
    const { contactIds } = await base.clientele.upsert({ source: 'till', observedAt, ...record })
    return contactIds[0] as string
  }
  return {
    ...base,
    live: (person, home) =>
      upsert({
        sourceKey: `p${person}`,
        identifiers: [{ type: 'customerNo', value: `C${person}` }],
        fields: {
          ...PEOPLE[person % PEOPLE.length],
          address: null,
          postcode: null,
          city: null,
          ...(home === undefined ? { lastName: `Alone${person}` } : HOMES[home]),
        },
      }),
    order: (person, total, occurredAt) =>
      base.clientele.track({
        name: 'Order',
        identifiers: [{ type: 'customerNo', value: `C${person}` }],
        properties: { total },
        occurredAt,
      }),
    segmentsOf: async (contactId) => (await base.clientele.contacts.view(contactId))?.segments,
  }
}

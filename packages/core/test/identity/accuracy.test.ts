import { existsSync, readFileSync } from 'node:fs'
import { type IdentityColumns, resolve } from '@clientele/core/identity'
import { describe, expect, it } from 'vitest'

const folder = new URL('../../../../../shared/data/identity/', import.meta.url)
const isThere = existsSync(folder)
if (!isThere) console.warn(`Accuracy of identity is not checked: no labelled files at ${folder.pathname}`)

const febrl: IdentityColumns = {
  rec_id: 'id',
  given_name: 'firstName',
  surname: 'lastName',
  street_number: 'houseNumber',
  address_1: 'street',
  address_2: 'addressLine',
  suburb: 'city',
  postcode: 'postcode',
  state: 'state',
  date_of_birth: 'birthDate',
  soc_sec_id: 'nationalId',
}

const files: readonly (readonly [name: string, columns: IdentityColumns, f1: number, precision: number])[] = [
  ['febrl3', febrl, 0.9995, 0.9995],
  ['febrl4', { ...febrl, source: 'source' }, 0.9995, 0.9995],
  [
    'fake_1000',
    {
      rec_id: 'id',
      first_name: 'firstName',
      surname: 'lastName',
      dob: 'birthDate',
      city: 'city',
      email: 'email',
    },
    0.95,
    0.97,
  ],
  [
    'frcrm_20k',
    {
      rec_id: 'id',
      source: 'source',
      first_name: 'firstName',
      last_name: 'lastName',
      dob: 'birthDate',
      email: 'email',
      phone: 'phone',
      address: 'address',
      postcode: 'postcode',
      city: 'city',
      loyalty_id: 'loyaltyId',
      customer_no: 'customerNo',
      anonymous_id: 'anonymousId',
    },
    0.88,
    0.97,
  ],
]

describe.skipIf(!isThere)('resolve, without labels and with one default per column mapping', () => {
  it.each(files)('reaches its figure on %s', async (name, columns, f1, precision) => {
    const records = readCsv(`${name}.csv`)
    const entity = new Map(readCsv(`${name}.truth.csv`).map((row) => [row.rec_id!, row.entity!]))
    const { contactOf } = await resolve(records, { columns })
    const found = count(records.map(({ rec_id }) => contactOf(rec_id!)!))
    const real = count(records.map(({ rec_id }) => entity.get(rec_id!)!))
    const right = count(records.map(({ rec_id }) => `${contactOf(rec_id!)} ${entity.get(rec_id!)}`))
    expect((2 * right) / (found + real)).toBeGreaterThanOrEqual(f1)
    expect(right / found).toBeGreaterThanOrEqual(precision)
  })
})

/** Pairs of equal labels. */
function count(labels: readonly string[]): number {
  const sizes = new Map<string, number>()
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1)
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

/** The files have no quoted cells. */
function readCsv(name: string): { readonly [column: string]: string }[] {
  const [head, ...lines] = readFileSync(new URL(name, folder), 'utf8').trim().split(/\r?\n/)
  const columns = head!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

import { existsSync, readFileSync } from 'node:fs'
import { type IdentityColumns, resolve } from '@clientele/core/identity'
import { type TruthScore, truthScore } from './truth-score.ts'

/** Where the labelled files lie: beside the repository, and not part of it. */
export const labelledFolder: URL = new URL('../../../../../shared/data/identity/', import.meta.url)

/** Is the folder there? */
export const hasLabelledFiles: boolean = existsSync(labelledFolder)

/** A file with its truth, and how right resolution must be on it (T1). */
export interface LabelledFile {
  readonly name: string
  /** The file of the truth, by name. */
  readonly truth: string
  readonly columns: IdentityColumns
  readonly leastF1: number
  readonly leastPrecision: number
}

/** What the columns of the French base hold. */
export const frenchColumns: IdentityColumns = {
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
  updated_at: 'updatedAt',
}

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

const fake: IdentityColumns = {
  rec_id: 'id',
  first_name: 'firstName',
  surname: 'lastName',
  dob: 'birthDate',
  city: 'city',
  email: 'email',
}

// The clean form of the labelled French file does not say when a record was changed.
const { updated_at: _, ...cleanFrench } = frenchColumns

/** The labelled files, each with the one default that its columns mean. */
export const labelledFiles: readonly LabelledFile[] = [
  { name: 'febrl3', truth: 'febrl3', columns: febrl, leastF1: 0.9995, leastPrecision: 0.9995 },
  {
    name: 'febrl4',
    truth: 'febrl4',
    columns: { ...febrl, source: 'source' },
    leastF1: 0.9995,
    leastPrecision: 0.9995,
  },
  { name: 'fake_1000', truth: 'fake_1000', columns: fake, leastF1: 0.95, leastPrecision: 0.97 },
  { name: 'frcrm_20k', truth: 'frcrm_20k', columns: cleanFrench, leastF1: 0.88, leastPrecision: 0.97 },
  { name: 'frcrm_20k.raw', truth: 'frcrm_20k', columns: frenchColumns, leastF1: 0.88, leastPrecision: 0.97 },
]

/** Resolves a file without its labels, and scores what was found by them. */
export async function scoreFile({ name, truth, columns }: LabelledFile): Promise<{
  readonly records: number
  readonly contacts: number
  readonly score: TruthScore
}> {
  const records = readCsv(`${name}.csv`)
  const entities = new Map(readCsv(`${truth}.truth.csv`).map(({ rec_id, entity }) => [rec_id!, entity!]))
  const { contacts, contactOf } = await resolve(records, { columns })
  const score = truthScore(
    records.map(({ rec_id }) => contactOf(rec_id!)!),
    records.map(({ rec_id }) => entities.get(rec_id!)!),
  )
  return { records: records.length, contacts: contacts.length, score }
}

/** The files have no quoted cells. */
function readCsv(name: string): { readonly [column: string]: string }[] {
  const [head, ...lines] = readFileSync(new URL(name, labelledFolder), 'utf8').trim().split(/\r?\n/)
  const columns = head!.split(',')
  return lines.map((line) => {
    const cells = line.split(',')
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']))
  })
}

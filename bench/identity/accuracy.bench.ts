import { existsSync, readFileSync } from 'node:fs'
import { type IdentityColumns, resolve } from '@clientele/core/identity'
import { frenchColumns } from './french-columns.ts'
import { truthScore } from './truth-score.ts'

const folder = new URL('../../../shared/data/identity/', import.meta.url)

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

// The labelled file does not say when a record was changed.
const { updated_at: _, ...french } = frenchColumns

const files: readonly {
  readonly name: string
  readonly truth: string
  readonly columns: IdentityColumns
  readonly country?: string
}[] = [
  { name: 'febrl3', truth: 'febrl3', columns: febrl, country: 'AU' },
  { name: 'febrl4', truth: 'febrl4', columns: { ...febrl, source: 'source' }, country: 'AU' },
  {
    name: 'fake_1000',
    truth: 'fake_1000',
    columns: {
      rec_id: 'id',
      first_name: 'firstName',
      surname: 'lastName',
      dob: 'birthDate',
      city: 'city',
      email: 'email',
    },
    country: 'GB',
  },
  { name: 'frcrm_20k', truth: 'frcrm_20k', columns: french },
  { name: 'frcrm_20k.raw', truth: 'frcrm_20k', columns: { ...french, updated_at: 'updatedAt' } },
]

/** T1: how right identity resolution is on the labelled files, with one default per column mapping. */
export async function run(): Promise<void> {
  if (!existsSync(folder)) {
    console.warn(`No labelled files at ${folder.pathname}: nothing to measure.`)
    return
  }
  console.log('file            records contacts     F1     B3  precision recall  seconds  MB')
  for (const { name, truth, columns, country } of files) {
    const records = readCsv(`${name}.csv`)
    const entities = new Map(readCsv(`${truth}.truth.csv`).map(({ rec_id, entity }) => [rec_id!, entity!]))
    const start = performance.now()
    const { contacts, contactOf } = await resolve(records, { columns, country })
    const seconds = (performance.now() - start) / 1000
    const score = truthScore(
      records.map(({ rec_id }) => contactOf(rec_id!)!),
      records.map(({ rec_id }) => entities.get(rec_id!)!),
    )
    const memory = process.memoryUsage().rss / 1_048_576
    console.log(
      name.padEnd(15),
      String(records.length).padStart(7),
      String(contacts.length).padStart(8),
      score.f1.toFixed(4).padStart(7),
      score.bCubed.toFixed(4),
      score.precision.toFixed(4).padStart(9),
      score.recall.toFixed(4),
      seconds.toFixed(2).padStart(7),
      memory.toFixed(0).padStart(5),
    )
  }
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

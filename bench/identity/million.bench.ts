import { type IdentityColumns, resolve } from '@clientele/core/identity'
import { frenchBase } from '@clientele/testing/french'
import { truthScore } from './truth-score.ts'

const columns: IdentityColumns = {
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

/** S10: a million rows of the French base (first argument: another number), on one thread. */
export async function run([rows = '1000000']: readonly string[]): Promise<void> {
  const truth: string[] = []
  const records: { readonly [column: string]: unknown }[] = []
  const made = performance.now()
  for (const { truth: known, ...record } of frenchBase({ rows: Number(rows), seed: 'million' })) {
    truth.push(known.entity)
    records.push(record)
  }
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  console.log(`made ${records.length} records in ${seconds(made)} s, ${megabytes(before)} MB`)

  let most = 0
  let phase = ''
  let since = performance.now()
  const start = since
  const { contacts, households, contactOf, report } = await resolve(records, {
    columns,
    onProgress: (progress) => {
      most = Math.max(most, process.memoryUsage().rss)
      if (progress.phase === phase) return
      if (phase !== '') console.log(`  ${phase.padEnd(8)} ${seconds(since)} s`)
      phase = progress.phase
      since = performance.now()
    },
  })
  console.log(`  ${phase.padEnd(8)} ${seconds(since)} s`)
  most = Math.max(most, process.memoryUsage().rss)
  console.log(
    `resolved in ${seconds(start)} s, ${megabytes(most)} MB at most, of which ${megabytes(most - before)} MB over the records`,
  )
  console.log(`${contacts.length} contacts, ${households.length} households, ${report.pairs} pairs`)
  const score = truthScore(
    records.map((record) => contactOf(record.rec_id as string)!),
    truth,
  )
  console.log(
    `F1 ${score.f1.toFixed(4)}, precision ${score.precision.toFixed(4)}, recall ${score.recall.toFixed(4)}, B³ ${score.bCubed.toFixed(4)}`,
  )
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1)
}

function megabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0)
}

import { createStreamingResolver, resolve } from '@clientele/core/identity'
import { frenchBase } from '@clientele/testing/french'
import { frenchColumns as columns } from '../../packages/core/test/identity/labelled-files.ts'

/** S11: one record at a time against a frozen model, with (first argument, 100,000) records held; then the batch. */
export async function run([held = '100000', more = '20000']: readonly string[]): Promise<void> {
  const records = [...frenchBase({ rows: Number(held) + Number(more), seed: 'stream' })].map(
    ({ truth, ...record }) => record,
  )
  const { model } = await resolve(records.slice(0, Number(held)), { columns })
  const resolver = createStreamingResolver(model)
  for (const record of records.slice(0, Number(held))) resolver.add(record)
  const times: number[] = []
  for (const record of records.slice(Number(held))) {
    const start = performance.now()
    resolver.add(record)
    times.push((performance.now() - start) * 1000)
  }
  times.sort((a, b) => a - b)
  const at = (share: number): string => times[Math.floor(times.length * share)]!.toFixed(0)
  console.log(
    `${times.length} records on ${held}: p50 ${at(0.5)} µs, p95 ${at(0.95)} µs, p99 ${at(0.99)} µs, most ${at(0.9999)} µs`,
  )

  const label = (contacts: readonly { readonly recordIds: readonly string[] }[]): string =>
    contacts
      .map(({ recordIds }) => recordIds.join())
      .sort()
      .join(';')
  const batch = await resolve(records, { columns, model })
  console.log(`equal to the batch: ${label(batch.contacts) === label(resolver.contacts())}`)
}

import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { inspectFile } from '../src/read/inspect-file.ts'
import { type ReadRowsOptions, readRows } from '../src/read/read-rows.ts'
import { customers, folders, pullAll } from './folder.ts'

const folderOf = folders()
const plan = { format: 'auto', encoding: 'auto', delimiter: 'auto', quote: '"', columns: undefined } as const
const reading: ReadRowsOptions = {
  kept: ['id', 'email', 'name'],
  maxRecordBytes: 10_000,
  finalLineBreak: 'required',
}

/** Values that make framing hard: quotes, delimiters, line breaks, characters of several bytes. */
const value = fc
  .array(fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\n', '\r\n', ' ', '0'), { maxLength: 8 })
  .map((parts) => parts.join(''))
const table = fc.array(fc.tuple(fc.nat(999), value, value), { maxLength: 12 })
const lineEnd = fc.constantFrom('\n', '\r\n')

function csv(rows: readonly (readonly [number, string, string])[], end: string): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  return ['id,email,name', ...rows.map(([id, a, b]) => [id, quoted(a), quoted(b)].join(','))]
    .map((line) => line + end)
    .join('')
}

async function rowsOf(path: string, chunks?: AsyncIterable<Buffer>): Promise<readonly unknown[]> {
  const rows: unknown[] = []
  for await (const batch of readRows(await inspectFile(path, plan), { ...reading, chunks }))
    rows.push(...batch.rows, ...batch.rejects)
  return rows
}

it('gives back what was written, whatever the values hold', async () => {
  await fc.assert(
    fc.asyncProperty(table, lineEnd, async (rows, end) => {
      const folder = folderOf({ 'customers.csv': csv(rows, end) })
      const read = (await rowsOf(`${folder}/customers.csv`)) as readonly {
        readonly values: Record<string, string>
      }[]
      expect(read.map(({ values }) => [Number(values.id), values.email, values.name])).toEqual(rows)
    }),
    { numRuns: 150 },
  )
})

it('reads the same rows wherever its pieces are cut, even within a character', async () => {
  await fc.assert(
    fc.asyncProperty(table, lineEnd, fc.array(fc.nat(400), { maxLength: 6 }), async (rows, end, cuts) => {
      const content = Buffer.from(csv(rows, end))
      const folder = folderOf({ 'customers.csv': content })
      const path = `${folder}/customers.csv`
      const facts = await inspectFile(path, plan)
      const body = content.subarray(facts.rowsAt.offset)
      const places = [...new Set(cuts.map((cut) => Math.min(cut, body.length)))].sort((a, b) => a - b)
      async function* pieces(): AsyncGenerator<Buffer, void, undefined> {
        let from = 0
        for (const place of [...places, body.length]) {
          yield body.subarray(from, place)
          from = place
        }
      }
      expect(await rowsOf(path, pieces())).toEqual(await rowsOf(path))
    }),
    { numRuns: 150 },
  )
})

it('gives every item once, whatever checkpoint it goes on from', async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      lineEnd,
      fc.boolean(),
      fc.integer({ min: 1, max: 4 }),
      async (rows, end, zipped, batchRows) => {
        const name = zipped ? 'customers.csv.gz' : 'customers.csv'
        const content = csv(rows, end)
        const folder = folderOf({ [name]: zipped ? gzipSync(content) : content })
        const mapping = customers({ file: name })
        const whole = await pullAll(folder, mapping, { batchRows })
        for (const [index, { checkpoint }] of whole.batches.entries()) {
          const rest = await pullAll(folder, mapping, { batchRows, checkpoint })
          const before = whole.batches.slice(0, index + 1).flatMap((batch) => batch.items)
          expect([...before, ...rest.items]).toEqual(whole.items)
        }
      },
    ),
    { numRuns: 40 },
  )
})

it('never breaks on bytes that are no file of ours, and loses no line without saying so', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const folder = folderOf({ 'customers.csv': Buffer.concat([Buffer.from('id,email,name\n'), bytes]) })
      const outcome = await pullAll(folder, customers()).catch((error: { code?: string }) => error)
      if ('code' in outcome) expect(['FILE_UNREADABLE', 'MAPPING_INVALID']).toContain(outcome.code)
      else expect((outcome as { batches: readonly unknown[] }).batches.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})

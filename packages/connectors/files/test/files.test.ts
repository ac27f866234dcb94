import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { isClienteleError } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { files } from '../src/files.ts'
import { customers, folders, pullAll } from './folder.ts'

const folderOf = folders()
const header = 'id,email,name\n'

async function refusal(work: Promise<unknown>): Promise<{ readonly code: string; readonly message: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isClienteleError(error)) throw new Error('expected the work to be refused')
  return error
}

describe('a mapping that does not fit', () => {
  it('is refused before the first row, with every wrong column and the one that was meant', async () => {
    const folder = folderOf({ 'customers.csv': 'id,E-Mail,name\n1,a@b.fr,Léa\n' })
    const error = await refusal(
      pullAll(folder, customers({}, { identifiers: { email: 'e_mail', phone: 'tel' } })),
    )
    expect(error.code).toBe('MAPPING_INVALID')
    expect(error.message).toContain('`identifiers.email` names the column `e_mail`')
    expect(error.message).toContain('did you mean `E-Mail`?')
    expect(error.message).toContain('`identifiers.phone` names the column `tel`')
    expect(error.message).not.toContain('a@b.fr')
  })

  it('says how to name a column that stands twice', async () => {
    const folder = folderOf({ 'customers.csv': 'id,email,email,name\n1,a@b.fr,c@d.fr,Léa\n' })
    expect((await refusal(pullAll(folder, customers()))).message).toContain('`email#1`')
    const { items } = await pullAll(folder, customers({}, { identifiers: { email: ['email#1', 'email#2'] } }))
    expect(items[0]).toMatchObject({ record: { identifiers: [{ value: 'a@b.fr' }, { value: 'c@d.fr' }] } })
  })

  it('is refused at composition when it is no mapping at all', () => {
    expect(() => files({ folder: 'x', mapping: { source: 'Eshop', files: [] } })).toThrow(
      /lower-case source name/,
    )
  })

  it('names the file that is not in the folder, unless it is optional', async () => {
    const folder = folderOf({})
    expect((await refusal(pullAll(folder, customers()))).message).toContain('customers.csv')
    expect((await pullAll(folder, customers({ optional: true }))).items).toEqual([])
  })
})

describe('how a file is written', () => {
  const rows = 'id;email;name\n1;lea@b.fr;Léa Noël\n'
  const expected = { record: { sourceKey: '1', fields: { firstName: 'Léa Noël' } } }

  it('is found out for UTF-8, with and without a byte-order mark', async () => {
    for (const content of [rows, `\uFEFF${rows}`]) {
      const { items } = await pullAll(folderOf({ 'customers.csv': content }), customers())
      expect(items).toHaveLength(1)
      expect(items[0]).toMatchObject(expected)
    }
  })

  it('is found out for Windows-1252, with the euro sign and the typographic apostrophe', async () => {
    const text = Buffer.concat([
      Buffer.from('id;email;name\n1;lea@b.fr;L', 'latin1'),
      Buffer.from([0xe9, 0x61, 0x20, 0x92, 0x80]),
      Buffer.from('\n'),
    ])
    const { items } = await pullAll(folderOf({ 'customers.csv': text }), customers())
    expect(items[0]).toMatchObject({ record: { fields: { firstName: 'Léa ’€' } } })
  })

  it('is found out for gzip, tabs and JSON lines', async () => {
    const zipped = folderOf({ 'customers.csv.gz': gzipSync(rows) })
    expect((await pullAll(zipped, customers({ file: 'customers.csv.gz' }))).items[0]).toMatchObject(expected)
    const tabs = folderOf({ 'customers.tsv': rows.replaceAll(';', '\t') })
    expect((await pullAll(tabs, customers({ file: 'customers.tsv' }))).items[0]).toMatchObject(expected)
    const lines = folderOf({ 'customers.jsonl': '{"id":1,"email":"lea@b.fr","name":"Léa Noël"}\n' })
    expect((await pullAll(lines, customers({ file: 'customers.jsonl' }))).items[0]).toMatchObject(expected)
  })

  it('is refused with advice when it is a workbook or UTF-16', async () => {
    const workbook = folderOf({ 'customers.csv': Buffer.from('PK\u0003\u0004rest', 'latin1') })
    expect((await refusal(pullAll(workbook, customers()))).message).toContain('save it as CSV UTF-8')
    const wide = folderOf({ 'customers.csv': Buffer.from(`\uFEFF${rows}`, 'utf16le') })
    expect((await refusal(pullAll(wide, customers()))).code).toBe('FILE_UNREADABLE')
  })
})

describe('a row that cannot be taken', () => {
  it('is listed with its file and line and never with its value, and the others come in', async () => {
    const content = `id,email,name,born\n1,a@b.fr,Léa,03/04/1990\n2,c@d.fr,Tom,31/02/1990\n"3",e@f.fr,"two\nlines",01/01/2000\n4,g@h.fr,x\n`
    const mapping = customers(
      { dates: ['dd/mm/yyyy'] },
      { fields: { firstName: 'name', birthDate: { column: 'born', type: 'date' } } },
    )
    const { items, rejects } = await pullAll(folderOf({ 'customers.csv': content }), mapping)
    expect(items.map((item) => item.type === 'record' && item.record.fields?.birthDate)).toEqual([
      '1990-04-03',
      '2000-01-01',
    ])
    expect(rejects).toEqual([
      { where: 'customers.csv:6', code: 'ragged-row', reason: 'expected 4 fields, got 3' },
      {
        where: 'customers.csv:3',
        code: 'invalid-date',
        reason: 'column `born`: expected a date written as dd/mm/yyyy',
      },
    ])
  })

  it('is the last one of a file that was cut in the middle of it', async () => {
    const cut = folderOf({ 'customers.csv': `${header}1,a@b.fr,Léa\n2,c@d` })
    const { items, rejects } = await pullAll(cut, customers())
    expect(items).toHaveLength(1)
    expect(rejects).toMatchObject([{ where: 'customers.csv:3', code: 'cut-row' }])
    const whole = folderOf({ 'customers.csv': `${header}1,a@b.fr,Léa` })
    expect((await pullAll(whole, customers())).rejects).toHaveLength(1)
    expect((await pullAll(whole, customers({ finalLineBreak: 'optional' }))).items).toHaveLength(1)
  })

  it('does not take the rest of the file with it when a quote is never closed', async () => {
    const content = `${header}1,a@b.fr,"Léa" x\n2,c@d.fr,Tom\n`
    const { items, rejects } = await pullAll(folderOf({ 'customers.csv': content }), customers())
    expect(rejects).toMatchObject([{ where: 'customers.csv:2', code: 'bad-quote' }])
    expect(items).toHaveLength(1)
  })

  it('is not held when it is larger than allowed', async () => {
    const content = `${header}1,a@b.fr,${'x'.repeat(300_000)}\n2,c@d.fr,Tom\n`
    const { items, rejects } = await pullAll(
      folderOf({ 'customers.csv': content }),
      customers({ maxRecordBytes: 1024 }),
    )
    expect(rejects).toMatchObject([{ where: 'customers.csv:2', code: 'record-too-large' }])
    expect(items).toHaveLength(1)
  })
})

describe('the same file again', () => {
  it('is passed over when it is still the same, and read when it came anew', async () => {
    const folder = folderOf({ 'customers.csv': `${header}1,a@b.fr,Léa\n` })
    const first = await pullAll(folder, customers())
    const checkpoint = first.batches.at(-1)?.checkpoint
    expect((await pullAll(folder, customers(), { checkpoint })).batches).toEqual([])
    writeFileSync(join(folder, 'customers.csv'), `${header}1,a@b.fr,Léa\n2,c@d.fr,Tom\n`)
    expect((await pullAll(folder, customers(), { checkpoint })).items).toHaveLength(2)
  })

  it('is refused when it was left in the middle and is another one now', async () => {
    const folder = folderOf({ 'customers.csv': `${header}1,a@b.fr,Léa\n2,c@d.fr,Tom\n` })
    const half = (await pullAll(folder, customers(), { batchRows: 1 })).batches[0]?.checkpoint
    appendFileSync(join(folder, 'customers.csv'), '3,e@f.fr,Zoé\n')
    const error = await refusal(pullAll(folder, customers(), { checkpoint: half }))
    expect(error.code).toBe('FILE_CHANGED')
    expect(error.message).toContain('line 3')
  })

  it('gives an event the same message id, whatever columns it does not keep', async () => {
    const mapping = {
      source: 'eshop',
      files: [
        {
          file: 'visits.csv',
          targets: [
            {
              type: 'event',
              name: { constant: 'Page Viewed' },
              occurredAt: 'at',
              identifiers: { email: 'email' },
            },
          ],
        },
      ],
    }
    const one = await pullAll(
      folderOf({ 'visits.csv': 'at,email,x\n2026-01-01T10:00:00Z,a@b.fr,1\n' }),
      mapping,
    )
    const two = await pullAll(
      folderOf({ 'visits.csv': 'email,at,x\na@b.fr,2026-01-01T10:00:00Z,2\n' }),
      mapping,
    )
    expect(one.items).toEqual(two.items)
  })
})

it('stops between two rows when the signal fires, and says how to go on', async () => {
  const folder = folderOf({ 'customers.csv': `${header}1,a@b.fr,Léa\n` })
  const error = await refusal(pullAll(folder, customers(), { signal: AbortSignal.abort() }))
  expect(error.code).toBe('ABORTED')
})

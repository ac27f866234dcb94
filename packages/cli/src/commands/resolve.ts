import { createWriteStream } from 'node:fs'
import { resolve as resolvePath } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openTable, type PlainTable } from '@clientele/connector-files'
import { ClienteleError } from '@clientele/core'
import {
  type ColumnKind,
  describeIdentityReport,
  type IdentityColumns,
  type IdentityResolution,
  resolve,
} from '@clientele/core/identity'
import { type Command, textOf } from '../command.ts'
import { csvLine } from '../output/csv-line.ts'
import { progressBar } from '../output/progress-bar.ts'
import type { Shell } from '../shell.ts'

const LINE = '#line'

/** `clientele resolve`: finds the people behind the rows of one file, without a base. */
export const resolveCommand: Command = {
  name: 'resolve',
  summary:
    'find the people behind the rows of a file, without a base: duplicates, households, a review queue',
  arguments: {
    file: { type: 'positional', description: 'a CSV, TSV or JSON-lines file', required: true },
    columns: {
      type: 'string',
      description: 'kinds of the columns: first_name=firstName,born=birthDate,…',
      required: true,
    },
    out: {
      type: 'string',
      description: 'write the rows with their contact and household',
      valueHint: 'file',
    },
    country: {
      type: 'string',
      description: 'country whose habits hold; FR when left out',
      valueHint: 'code',
    },
  },
  run: async (values, shell) => {
    const table = await openTable(resolvePath(shell.folder, textOf(values, 'file') ?? ''), {
      signal: shell.signal,
    })
    const columns = parseColumns(textOf(values, 'columns') ?? '', table.columns)
    const bar = progressBar(shell)
    const found = await resolve(recordsOf(table, columns), {
      columns,
      country: textOf(values, 'country'),
      signal: shell.signal,
      onProgress: ({ phase, done, records }) =>
        bar.update(phase, Math.round(done * 100), 100, `${records ?? ''}`),
    }).finally(bar.stop)
    const out = textOf(values, 'out')
    if (out !== undefined) await writeRows(table, columns, found, resolvePath(shell.folder, out), shell)
    shell.say(describeIdentityReport(found.report))
    if (table.rejected() > 0) shell.say(`${table.rejected()} rows could not be read`)
    shell.answer({ ...found.report } as never)
  },
}

/** `first_name=firstName,…`; a record without an `id` column is known by its line. */
function parseColumns(text: string, known: readonly string[]): IdentityColumns {
  const columns: Record<string, ColumnKind> = {}
  for (const pair of text.split(',').filter((part) => part.trim() !== '')) {
    const [column = '', kind = ''] = pair.split('=').map((part) => part.trim())
    if (!known.includes(column))
      throw new ClienteleError(
        'INVALID_INPUT',
        `Expected --columns to name columns of the file (${known.join(', ')}), got \`${column}\`.`,
      )
    columns[column] = kind as ColumnKind
  }
  return Object.values(columns).includes('id') ? columns : { ...columns, [LINE]: 'id' }
}

async function* recordsOf(
  table: PlainTable,
  columns: IdentityColumns,
): AsyncGenerator<Record<string, string>, void, undefined> {
  const names = Object.keys(columns)
  for await (const { line, values } of table.rows())
    yield Object.fromEntries(names.map((name) => [name, name === LINE ? String(line) : (values[name] ?? '')]))
}

async function writeRows(
  table: PlainTable,
  columns: IdentityColumns,
  found: IdentityResolution,
  path: string,
  shell: Shell,
): Promise<void> {
  const idColumn = Object.keys(columns).find((column) => columns[column] === 'id') ?? LINE
  const householdOf = new Map(
    found.households.flatMap(({ id, contactIds }) => contactIds.map((contact) => [contact, id] as const)),
  )
  async function* lines(): AsyncGenerator<string, void, undefined> {
    yield csvLine([...table.columns, 'contact_id', 'household_id'])
    for await (const { line, values } of table.rows()) {
      const id = idColumn === LINE ? String(line) : (values[idColumn] ?? '')
      const contact = found.contactOf(id) ?? ''
      yield csvLine([
        ...table.columns.map((column) => values[column] ?? ''),
        contact,
        householdOf.get(contact) ?? '',
      ])
    }
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
  shell.say(`wrote ${path}\n`)
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IntakeItem, JsonValue, PulledBatch, RejectedInput } from '@clientele/core'
import { afterAll } from 'vitest'
import { parseMapping } from '../src/mapping/parse-mapping.ts'
import { pullFiles } from '../src/pull-files.ts'

/** Makes folders that go when the tests of the file are over. */
export function folders(): (files: { readonly [name: string]: string | Uint8Array }) => string {
  const made: string[] = []
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true })
  })
  return (files) => {
    const folder = mkdtempSync(join(tmpdir(), 'clientele-files-'))
    made.push(folder)
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return folder
  }
}

/** All that came of a folder. */
export interface Pulled {
  readonly items: readonly IntakeItem[]
  readonly rejects: readonly RejectedInput[]
  readonly batches: readonly PulledBatch[]
}

/** Pulls a folder to its end, from a checkpoint if one is given. */
export async function pullAll(
  folder: string,
  mapping: unknown,
  options: {
    readonly checkpoint?: JsonValue
    readonly batchRows?: number
    readonly signal?: AbortSignal
  } = {},
): Promise<Pulled> {
  const batches: PulledBatch[] = []
  const { checkpoint, batchRows = 500, signal } = options
  const pulled = pullFiles({ folder, mapping: parseMapping(mapping), batchRows, checkpoint, signal })
  for await (const batch of pulled) batches.push(batch)
  return {
    batches,
    items: batches.flatMap((batch) => batch.items),
    rejects: batches.flatMap((batch) => batch.rejects),
  }
}

/** A mapping of one file of persons. */
export function customers(file: object = {}, target: object = {}): object {
  return {
    source: 'eshop',
    timeZone: 'Europe/Paris',
    files: [
      {
        file: 'customers.csv',
        ...file,
        targets: [
          {
            type: 'record',
            sourceKey: 'id',
            identifiers: { email: 'email' },
            fields: { firstName: 'name' },
            ...target,
          },
        ],
      },
    ],
  }
}

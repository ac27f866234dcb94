import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadMapping } from '@clientele/connector-files'
import { sqlite } from '@clientele/storage-sqlite'
import { virtualClock } from '@clientele/testing'
import { defineConfig } from 'clientele'
import { compose, TODAY } from './compose.ts'

const root = join(import.meta.dirname, '../..')

/** The base that the example has left behind, on the day after the file. */
export default defineConfig(async () => {
  const database = join(root, 'demo-output/online-retail/clientele.db')
  if (!existsSync(database)) throw new Error('run `npm start -w @clientele-examples/online-retail` first')
  return compose({
    file: join(root, '../shared/data/value/online_retail.csv.gz'),
    mapping: await loadMapping(join(import.meta.dirname, 'mapping.json')),
    storage: sqlite(database),
    clock: virtualClock(TODAY),
  })
})

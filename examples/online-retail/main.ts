import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { sqlite } from '@clientele/storage-sqlite'
import { Presets, SingleBar } from 'cli-progress'
import { pounds, runOnlineRetail } from './run-online-retail.ts'
import { NOTHING, type Tally } from './tally.ts'

const root = join(import.meta.dirname, '../..')
const asked = process.argv[2]
const file =
  asked === undefined
    ? join(root, '../shared/data/value/online_retail.csv.gz')
    : resolve(process.env.INIT_CWD ?? process.cwd(), asked)
if (!existsSync(file)) {
  console.error(`Expected the UCI Online Retail file at ${file}, found none.
It is public (CC BY 4.0): https://archive.ics.uci.edu/dataset/352/online+retail, saved as CSV with its own header.
Give its path: npm start -w @clientele-examples/online-retail -- path/to/online_retail.csv.gz`)
  process.exit(1)
}

const folder = join(root, 'demo-output/online-retail')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`
const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')
const bar = process.stderr.isTTY
  ? new SingleBar(
      { format: '  {bar} {percentage} %', hideCursor: true, clearOnComplete: true, stream: process.stderr },
      Presets.shades_classic,
    )
  : undefined
let isShown = false

const report = join(folder, 'report.html')
const result = await runOnlineRetail(
  { file, storage: sqlite(join(folder, 'clientele.db')), report },
  {
    step: (title) => {
      bar?.stop()
      console.log(`${seconds().padStart(7)}  ${title}`)
    },
    progress: (_label, done, total) => {
      if (!isShown) bar?.start(Math.max(1, total ?? done), done)
      isShown = true
      bar?.update(done)
    },
  },
)
bar?.stop()

const line = (title: string, { known, nobody }: Tally = NOTHING): string =>
  `    ${count(known).padStart(7)} of customers ${count(nobody).padStart(7)} of nobody  ${title}`
const { orders, lines, imported, gross } = result
const sale = orders.get('paid') ?? NOTHING
const credit = orders.get('credit_note') ?? NOTHING
const rows = [...lines.values()].reduce((sum, { known, nobody }) => sum + known + nobody, 0)
console.log(`${seconds().padStart(7)}  done

  ${count(rows)} rows of the file are order lines, ${count(imported.rejectedRows)} rejected, ${count(imported.deadLettered)} in the dead letter
${line('sold', lines.get('sale'))}
${line('returned (invoices C…)', lines.get('return'))}
${line('given for nothing', lines.get('gift'))}
${line('corrections of stock (negative, no price): no orders', lines.get('stock'))}
${line('accounting (invoices A…): no orders', lines.get('accounting'))}
  ${count(result.contacts)} contacts, ${count(result.products)} products
  sales    ${count(sale.known)} invoices of customers, ${pounds(sale.knownPence)}; ${count(sale.nobody)} of nobody, ${pounds(sale.pence - sale.knownPence)}
  returns  ${count(credit.known)} credit notes of customers, ${pounds(credit.knownPence)}; ${count(credit.nobody)} of nobody, ${pounds(credit.pence - credit.knownPence)}
  ${count(result.scored)} customers scored by RFM, credit notes netted${gross.status === 'scored' ? `; ${count(gross.matrix.contacts)} have bought, as is published` : ''}
${result.segments.map(({ name, members }) => `    ${count(members).padStart(7)}  ${name}`).join('\n')}

  open   ${relative(root, report)}
  try    npm run clientele -- count returners --config examples/online-retail/clientele.config.ts
  read   examples/online-retail/mapping.json
`)

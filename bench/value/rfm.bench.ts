import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip, gunzipSync } from 'node:zlib'
import { ordersOfCsv } from '@clientele/connector-files'
import { classicSegments, scoreRfm, summarizeOrders } from '@clientele/scoring-rfm'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const packed = fileURLToPath(new URL('../../../shared/data/value/online_retail.csv.gz', import.meta.url))
const at = Date.UTC(2011, 11, 10)
/** Prices have up to three decimals: the minor unit is a thousandth of a pound. */
const DECIMALS = 3

/** A customer's scores and segment in one text, so that two results are compared whole. */
type Scored = readonly [customer: string, score: string]

/**
 * S13: from the file of Online Retail (541,909 lines) to the segment of each customer, beside DuckDB with the same
 * work in SQL in the same run, turn by turn: from the file as it is, packed, and from an unpacked copy. Types are
 * declared to DuckDB, so that it need not guess them.
 */
export async function run(args: readonly string[]): Promise<void> {
  if (!existsSync(packed)) {
    console.log('SKIPPED: Online Retail, ../shared/data is absent')
    return
  }
  const rounds = Number(args[0] ?? 9)
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  await connection.run(segmentTable())
  const folder = mkdtempSync(join(tmpdir(), 'clientele-rfm-'))
  const unpacked = join(folder, 'online_retail.csv')
  writeFileSync(unpacked, gunzipSync(readFileSync(packed)))
  try {
    for (const file of [packed, unpacked]) await compare(file, rounds, connection)
  } finally {
    rmSync(folder, { recursive: true })
    connection.closeSync()
    database.closeSync()
  }
}

async function compare(file: string, rounds: number, connection: DuckDBConnection): Promise<void> {
  const peer = async (): Promise<readonly Scored[]> =>
    (await connection.runAndReadAll(queryOf(file))).getRows() as unknown as readonly Scored[]
  const mine: Cost[] = []
  const theirs: Cost[] = []
  for (let round = 0; round < rounds; round++) {
    const found = await measured(mine, () => ours(file))
    refuseDifference(found, await measured(theirs, peer))
  }
  // The first round of each is spent on compiling and on opening the file.
  const [own, other] = [summaryOf(mine.slice(1)), summaryOf(theirs.slice(1))]
  console.log(
    `${file === packed ? 'gzip' : 'unpacked'}: 4,338 customers, equal scores and segments in ${rounds} rounds`,
  )
  print('ours', own)
  print('DuckDB', other)
  const ratio = (name: keyof typeof own) => (other[name] / own[name]).toFixed(2)
  console.log(
    `  ratio    ${ratio('median')} × median, ${ratio('best')} × best, ${ratio('cpu')} × CPU; the bar is 2 ×`,
  )
}

interface Cost {
  readonly ms: number
  readonly cpuMs: number
}

async function measured<Result>(costs: Cost[], work: () => Promise<Result>): Promise<Result> {
  // What the turn before leaves to its threads is not this one's.
  await setTimeout(100)
  const cpu = process.cpuUsage()
  const started = performance.now()
  const result = await work()
  const ms = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  costs.push({ ms, cpuMs: (user + system) / 1000 })
  return result
}

function summaryOf(costs: readonly Cost[]): {
  readonly median: number
  readonly best: number
  readonly cpu: number
} {
  const sorted = costs.map(({ ms }) => ms).sort((left, right) => left - right)
  const cpus = costs.map(({ cpuMs }) => cpuMs).sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return { median: sorted[middle] as number, best: sorted[0] as number, cpu: cpus[middle] as number }
}

function print(name: string, { median, best, cpu }: ReturnType<typeof summaryOf>): void {
  console.log(
    `  ${name.padEnd(8)} ${median.toFixed(0)} ms median, ${best.toFixed(0)} ms best, ${cpu.toFixed(0)} ms of CPU`,
  )
}

async function ours(file: string): Promise<readonly Scored[]> {
  const read = createReadStream(file, { highWaterMark: 1 << 20 })
  const bytes = file.endsWith('.gz') ? read.pipe(createGunzip({ chunkSize: 1 << 20 })) : read
  const { orders } = await ordersOfCsv(bytes, {
    columns: {
      order: 'InvoiceNo',
      contact: 'CustomerID',
      at: 'InvoiceDate',
      price: 'UnitPrice',
      quantity: 'Quantity',
    },
    decimals: DECIMALS,
    isCancelled: (invoice) => invoice.startsWith('C'),
  })
  const scored = scoreRfm(summarizeOrders(orders, { at }).summaries, { at })
  return scored.scores.map(({ contactId, code, segment }): Scored => [contactId, `${code} ${segment}`])
}

const queryOf = (file: string): string => `
  WITH lines AS (
    SELECT * FROM read_csv('${file}', header = true, columns = {
      'InvoiceNo': 'VARCHAR', 'StockCode': 'VARCHAR', 'Description': 'VARCHAR', 'Quantity': 'INTEGER',
      'InvoiceDate': 'TIMESTAMP', 'UnitPrice': 'DECIMAL(12,3)', 'CustomerID': 'VARCHAR', 'Country': 'VARCHAR'})
    WHERE CustomerID IS NOT NULL AND InvoiceNo NOT LIKE 'C%' AND Quantity > 0 AND UnitPrice > 0),
  customers AS (
    SELECT CustomerID AS customer, date_diff('day', max(InvoiceDate)::DATE, DATE '2011-12-10') AS recency,
      count(DISTINCT InvoiceNo) AS orders, sum(Quantity * UnitPrice) AS revenue
    FROM lines GROUP BY CustomerID),
  cuts AS (
    SELECT quantile_cont(recency, [.2, .4, .6, .8]) AS r, quantile_cont(orders, [.2, .4, .6, .8]) AS f,
      quantile_cont(revenue::DOUBLE, [.2, .4, .6, .8]) AS m
    FROM customers),
  codes AS (
    SELECT customer, concat(5 - len(list_filter(r, lambda x: x < recency)),
      1 + len(list_filter(f, lambda x: x < orders)), 1 + len(list_filter(m, lambda x: x < revenue))) AS code
    FROM customers, cuts)
  SELECT customer, concat(code, ' ', segment) FROM codes JOIN segments USING (code)`

function segmentTable(): string {
  const rows = classicSegments.segments.flatMap(({ id, codes }) =>
    (codes ?? []).map((code) => `('${code}', '${id}')`),
  )
  return `CREATE TABLE segments AS SELECT * FROM (VALUES ${rows.join(', ')}) AS t(code, segment)`
}

function refuseDifference(mine: readonly Scored[], theirs: readonly Scored[]): void {
  const expected = new Map(theirs)
  const different = mine.filter(([customer, score]) => expected.get(customer) !== score)
  if (mine.length === theirs.length && mine.length === 4338 && different.length === 0) return
  throw new Error(
    `Expected the same scores; ${mine.length} against ${theirs.length}, ${different.length} differ: ${different
      .slice(0, 5)
      .map(([customer, score]) => `${customer} ${score} ≠ ${expected.get(customer)}`)
      .join('; ')}`,
  )
}

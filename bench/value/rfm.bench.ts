import { createReadStream, existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { ordersOfCsv } from '@clientele/core/orders'
import { classicSegments, scoreRfm, summarizeOrders } from '@clientele/scoring-rfm'
import { DuckDBInstance } from '@duckdb/node-api'

const file = fileURLToPath(new URL('../../../shared/data/value/online_retail.csv.gz', import.meta.url))
const at = Date.UTC(2011, 11, 10)
/** Prices have up to three decimals: the minor unit is a thousandth of a pound. */
const DECIMALS = 3

/** A customer's scores and segment in one text, so that two results are compared whole. */
type Scored = readonly [customer: string, score: string]

/**
 * S13: from the file of Online Retail (541,909 lines, gzip) to the segment of each customer, beside DuckDB with the
 * same work in SQL in the same run, turn by turn. Types are declared to DuckDB, so that it need not guess them.
 */
export async function run(args: readonly string[]): Promise<void> {
  if (!existsSync(file)) {
    console.log('SKIPPED: Online Retail, ../shared/data is absent')
    return
  }
  const rounds = Number(args[0] ?? 9)
  const database = await DuckDBInstance.create(':memory:')
  const connection = await database.connect()
  await connection.run(segmentTable())
  const peer = async (): Promise<readonly Scored[]> =>
    (await connection.runAndReadAll(QUERY)).getRows() as unknown as readonly Scored[]

  const times = { ours: [] as number[], peer: [] as number[] }
  const timed = async (name: 'ours' | 'peer', work: () => Promise<readonly Scored[]>) => {
    const started = performance.now()
    const result = await work()
    times[name].push(performance.now() - started)
    return result
  }
  for (let round = 0; round < rounds; round++) {
    const mine = await timed('ours', ours)
    const theirs = await timed('peer', peer)
    refuseDifference(mine, theirs)
  }
  // The first round of each is spent on compiling and on opening the file.
  const [mine, theirs] = [median(times.ours.slice(1)), median(times.peer.slice(1))]
  console.log(`4,338 customers, the same scores and segments in all ${rounds} rounds`)
  console.log(`ours      ${mine.toFixed(0)} ms median, ${Math.min(...times.ours).toFixed(0)} ms best`)
  console.log(`DuckDB    ${theirs.toFixed(0)} ms median, ${Math.min(...times.peer).toFixed(0)} ms best`)
  const best = Math.min(...times.peer) / Math.min(...times.ours)
  console.log(
    `ratio     ${(theirs / mine).toFixed(2)} × (median), ${best.toFixed(2)} × (best); the bar is 2 ×`,
  )
}

async function ours(): Promise<readonly Scored[]> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20 }).pipe(createGunzip({ chunkSize: 1 << 18 }))
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

const QUERY = `
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

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.floor(sorted.length / 2)] as number
}

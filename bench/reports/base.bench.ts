import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClientele } from '@clientele/core'
import { type BaseReport, measureBase, renderBaseReport } from '@clientele/reports'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import { type Answer, handWritten } from './hand-written.ts'
import { fillShop, TODAY } from './shop.ts'

const LAST_MONTH = 2026 * 12 + 5
const numberOf = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1

/**
 * S15: the base review, revenue, cohorts, first products and RFM × revenue of (first argument, 200,000) contacts
 * with three orders each on SQLite: `measureBase` against hand-written SQL of the same figures, in turns on the
 * same file; the answers must be the same.
 */
export async function run([size = '200000', rounds = '2']: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-report-'))
  const file = join(folder, 'base.db')
  const storage = sqlite(file)
  try {
    const clientele = await createClientele({
      storage,
      sources: ['eshop', 'till'],
      timeZone: 'UTC',
      clock: { now: () => TODAY, sleepUntil: async () => undefined },
      tables: [
        {
          name: 'orders',
          kind: 'interactions',
          dateColumn: 'at',
          columns: { at: 'instant', total: 'money', status: 'string', currency: 'string', channel: 'string' },
        },
        {
          name: 'order_lines',
          kind: 'interactions',
          dateColumn: 'at',
          columns: { at: 'instant', order_id: 'string', product_id: 'string' },
        },
      ],
    })
    await fillShop(storage, Number(size))
    const peer = new Database(file)
    peer.exec('pragma temp_store = memory; pragma cache_size = -262144')
    const ours: Time[] = []
    const theirs: Time[] = []
    let pageBytes = 0
    const before = process.resourceUsage().maxRSS
    let most = before
    for (let round = 0; round < Number(rounds); round++) {
      let clock = started()
      const report = await measureBase(clientele.base, {
        title: 'Shop',
        locale: 'en',
        currency: 'EUR',
        at: TODAY,
        products: {},
      })
      pageBytes = renderBaseReport(report).length
      ours.push(clock())
      // Later rounds run beside the tables that the hand-written SQL keeps in memory.
      if (round === 0) most = process.resourceUsage().maxRSS
      clock = started()
      const answer = handWritten(peer, TODAY, LAST_MONTH)
      theirs.push(clock())
      const found = answerOf(report)
      for (const key of Object.keys(answer) as (keyof Answer)[])
        if (JSON.stringify(found[key]) !== JSON.stringify(answer[key]))
          throw new Error(`${key}: not the same answer`)
    }
    peer.close()
    await clientele.close()
    const [us, them] = [best(ours), best(theirs)]
    console.log(`${Number(size).toLocaleString('en')} contacts, three orders each, one line an order, SQLite`)
    console.log(`  measureBase and the page  ${told(us)}, ${Math.round(pageBytes / 1000)} kB of HTML`)
    console.log(`  hand-written SQL          ${told(them)}`)
    console.log(
      `  ratio                     ${(us.wall / them.wall).toFixed(2)}, by CPU ${(us.cpu / them.cpu).toFixed(2)} (bar: at most 2)`,
    )
    console.log(
      `  memory, at most           ${Math.round(most / 1000)} MB, after ${Math.round(before / 1000)} MB while the base was filled`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

interface Time {
  readonly wall: number
  readonly cpu: number
}

/** Starts both clocks; on a machine that is shared, the time of the processor says more. */
function started(): () => Time {
  const [wall, cpu] = [performance.now(), process.cpuUsage()]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { wall: performance.now() - wall, cpu: (user + system) / 1000 }
  }
}

function best(times: readonly Time[]): Time {
  return { wall: Math.min(...times.map(({ wall }) => wall)), cpu: Math.min(...times.map(({ cpu }) => cpu)) }
}

function told({ wall, cpu }: Time): string {
  return `${(wall / 1000).toFixed(1)} s (${(cpu / 1000).toFixed(1)} s of CPU)`
}

function answerOf(report: BaseReport): Answer {
  const { base, revenueByMonth = [], evolution, cohorts = [], firstProducts = [], rfm } = report
  return {
    records: base?.records ?? 0,
    contacts: base?.contacts ?? 0,
    revenue: revenueByMonth.flatMap(({ month, channels }) =>
      channels.map((one) => [numberOf(month), one.channel, one.revenueMinor, one.orders] as const),
    ),
    active: (evolution?.months ?? []).map(({ month, active }) => [numberOf(month), active ?? 0] as const),
    cohorts: cohorts.flatMap(({ month, buyers, cumulativeRevenueMinor: soFar }) =>
      buyers.flatMap((count, index) => {
        const [sum, last] = [soFar[index], soFar[index - 1]]
        if (typeof count !== 'number' || typeof sum !== 'number' || count === 0) return []
        return [[numberOf(month), index, count, sum - (last ?? 0)] as const]
      }),
    ),
    firstProducts: firstProducts.map((one) => [one.product, one.customers, one.revenueMinor] as const),
    segments: (rfm?.segments ?? [])
      .map((one) => [one.id, one.contacts, one.revenueMinor] as const)
      .sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  }
}

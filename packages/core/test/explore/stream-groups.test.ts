import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type Exploration,
  type ExplorationGroup,
  explorationCsv,
  explorationCsvLines,
} from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'
import { openShop, order, tables } from './shop.ts'

const folder = mkdtempSync(join(tmpdir(), 'clientele-groups-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const file = () => sqlite(join(folder, `${files++}.db`))

const byCategory = {
  over: { rows: 'orders' },
  dimensions: { month: { happened: 'month' }, category: { property: 'category' } },
  measures: { revenue: { of: 'sum', property: 'total' }, mean: { of: 'avg', property: 'total' } },
} as const satisfies Exploration

async function taken(groups: AsyncIterable<ExplorationGroup>): Promise<readonly ExplorationGroup[]> {
  const all: ExplorationGroup[] = []
  for await (const group of groups) all.push(group)
  return all
}

const sorted = (groups: readonly ExplorationGroup[]) => groups.map((group) => JSON.stringify(group)).sort()

describe.each([
  ['memory', memory],
  ['sqlite in memory', () => sqlite(':memory:')],
  ['an sqlite file', file],
] as const)('clientele.queryGroups on %s', (_, storage) => {
  it('hands out the groups of `query`', async () => {
    const { clientele } = await openShop(storage())
    const questions: readonly Exploration[] = [
      byCategory,
      { ...byCategory, having: { measure: 'revenue', op: 'gte', value: 1000 } },
      { ...byCategory, dimensions: {} },
      { ...byCategory, dimensions: { dear: { property: 'total', bands: [1000] } } },
    ]
    for (const question of questions) {
      const { groups } = await clientele.query(question)
      expect(sorted(await taken(clientele.queryGroups(question)))).toEqual(sorted(groups))
    }
    await clientele.close()
  })

  it('keeps to an order and a limit', async () => {
    const { clientele } = await openShop(storage())
    const question = { ...byCategory, orderBy: [{ by: 'revenue', descending: true }], limit: 3 }
    expect(await taken(clientele.queryGroups(question))).toEqual((await clientele.query(question)).groups)
    await clientele.close()
  })

  it('refuses what `query` refuses, when the first group is taken', async () => {
    const { clientele } = await openShop(storage())
    const refused = async (question: Exploration, code: string, signal?: AbortSignal) =>
      expect(taken(clientele.queryGroups(question, { signal }))).rejects.toMatchObject({ code })
    await refused({ measures: {} }, 'INVALID_INPUT')
    await refused(byCategory, 'ABORTED', AbortSignal.abort())
    await clientele.put(order('gbp', 'bob', '2026-02-01', { total: 100, currency: 'GBP', category: 'table' }))
    await refused(byCategory, 'MIXED_CURRENCIES')
    await clientele.close()
  })

  it('lets others write while groups are taken, and does not see it', async () => {
    const { clientele } = await openShop(storage())
    const before = (await clientele.query(byCategory)).groups
    const seen: ExplorationGroup[] = []
    for await (const group of clientele.queryGroups(byCategory)) {
      seen.push(group)
      await clientele.put(order(`new-${seen.length}`, 'ann', '2026-06-01', { total: 1 }))
    }
    expect(sorted(seen)).toEqual(sorted(before))
    // Whoever takes no more of them holds nothing.
    for await (const _group of clientele.queryGroups(byCategory)) break
    expect((await clientele.query(byCategory)).total).toBe(before.length + 1)
    await clientele.close()
  })
})

describe('groups of a database', () => {
  it('end at a signal', async () => {
    const { clientele } = await openShop(file())
    const abort = new AbortController()
    const cut = async () => {
      for await (const _group of clientele.queryGroups(byCategory, { signal: abort.signal })) abort.abort()
    }
    await expect(cut()).rejects.toMatchObject({ code: 'ABORTED' })
    expect((await clientele.query(byCategory)).total).toBeGreaterThan(1)
    await clientele.close()
  })

  it('are more from a database than an answer holds, page by page', async () => {
    const storage = file()
    const { clientele } = await makeBase({ storage, tables })
    const [groups, page] = [100_500, 20_000]
    for (let start = 0; start < groups; start += page)
      await storage.transaction((tx) =>
        tx.rows.put(
          Array.from({ length: Math.min(page, groups - start) }, (_, index) => ({
            table: 'orders',
            key: String(start + index),
            contactId: undefined,
            recordId: undefined,
            at: 0,
            observedAt: 0,
            receivedAt: 0,
            values: { category: `c${start + index}`, total: 1 },
          })),
        ),
      )
    const question = {
      over: { rows: 'orders' },
      dimensions: { category: { property: 'category' } },
      measures: { orders: { of: 'count' } },
    } as const
    let count = 0
    for await (const { orders } of clientele.queryGroups(question)) count += Number(orders)
    expect(count).toBe(groups)
    await clientele.close()
  })
})

describe('explorationCsvLines', () => {
  it('writes what `explorationCsv` writes', async () => {
    const { clientele } = await openShop(memory())
    const lines: string[] = []
    for await (const line of explorationCsvLines(byCategory, clientele.queryGroups(byCategory)))
      lines.push(line)
    expect(lines.join('')).toBe(explorationCsv(await clientele.query(byCategory)))
  })
})

import { createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { lifecycle } from '../src/index.ts'
import { DAY, NOW } from './histories.ts'

async function shop() {
  const clientele = await createClientele({
    storage: memory(),
    plugins: [lifecycle()],
    timeZone: 'Europe/Paris',
    clock: virtualClock(NOW),
    logger: recordingLogger(),
    segments: [
      {
        id: 'web',
        name: 'Bought on the web',
        where: { rows: 'orders', where: { property: 'channel', op: 'eq', value: 'web' } },
      },
    ],
    tables: [
      {
        name: 'orders',
        kind: 'interactions',
        dateColumn: 'at',
        columns: { at: 'instant', total: 'money', status: 'string', channel: 'string', category: 'string' },
      },
    ],
  })
  const orders = (email: string, channel: string, ...agos: readonly number[]) =>
    agos.map((ago) => ({
      table: 'orders',
      key: `${email}-${ago}`,
      values: { at: NOW - ago * DAY, total: 4900, status: 'paid', channel, category: 'coffee' },
      contact: { identifiers: [{ type: 'email', value: email }] },
    }))
  await clientele.put([
    ...orders('ada@shop.example', 'web', 70, 50, 20),
    ...orders('leo@shop.example', 'store', 200, 100),
    ...orders('zoe@shop.example', 'web', 40),
  ])
  return clientele
}

describe('the rhythm of a shop', () => {
  it('is told overall and of a segment, by its median and its mean', async () => {
    await using clientele = await shop()
    const { fit } = clientele.plugins.lifecycle
    expect((await fit()).intervals).toMatchObject({ globalDays: 30, meanDays: 50 })
    expect((await fit({ segment: 'web' })).intervals).toMatchObject({ globalDays: 25, meanDays: 25 })
    expect((await fit({ segment: 'nobody' })).sampleSize).toBe(0)
    expect((await fit({ at: NOW - 30 * DAY })).intervals).toMatchObject({ globalDays: 60 })
  })

  it('is told of each contact, and can be asked for in conditions', async () => {
    await using clientele = await shop()
    await clientele.scores.run('lifecycle')
    const count = (field: string, value: string | number) =>
      clientele.segments.count({ field: `lifecycle.${field}`, op: 'eq', value })
    expect(await count('expectedIntervalDays', 25)).toBe(1)
    expect(await count('intervalFrom', 'own')).toBe(1)
    expect(await count('expectedIntervalDays', 30)).toBe(2)
    expect(await count('intervalFrom', 'global')).toBe(2)
    expect(await count('position', 'inactive')).toBe(1)
  })
})

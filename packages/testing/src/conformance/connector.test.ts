import type { Connector, IntakeItem } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { arrayConnector } from '../fakes/array-connector.ts'
import { runConformance } from './conformance-case.ts'
import { connectorConformance } from './connector.ts'

const item = (key: string): IntakeItem => ({ type: 'record', record: { source: 'eshop', sourceKey: key } })
const batches = [
  { items: [item('1'), item('2')] },
  { items: [], rejects: [{ where: 'shop.csv:3', code: 'INVALID_INPUT', reason: 'no key' }] },
  { items: [item('4')] },
]
const connect = (): Connector => arrayConnector(batches)

describe('arrayConnector keeps the connector contract', () => {
  runConformance(connectorConformance(), { register: it, context: { connect, items: 3, rejects: 1 } })
})

describe('connectorConformance', () => {
  const failures = async (
    spoil: (connector: Connector) => Partial<Connector>,
  ): Promise<readonly string[]> => {
    const names: string[] = []
    const spoilt = (): Connector => ({ ...connect(), ...spoil(connect()) })
    for (const { name, run } of connectorConformance())
      await run({ connect: spoilt }).catch(() => names.push(name))
    return names
  }

  it('finds a connector that begins again at each checkpoint', async () => {
    const found = await failures((connector) => ({ pull: () => connector.pull({ checkpoint: undefined }) }))
    expect(found).toContain('connector: goes on from any checkpoint as if it had not been cut')
  })

  it('finds a connector that skips a batch after a cut', async () => {
    const found = await failures((connector) => ({
      pull: ({ checkpoint }) =>
        connector.pull({ checkpoint: typeof checkpoint === 'number' ? checkpoint + 1 : checkpoint }),
    }))
    expect(found).toContain('connector: goes on when it is cut after every single batch')
  })

  it('finds a connector that reads on after an abort', async () => {
    const found = await failures((connector) => ({
      pull: ({ checkpoint }) => connector.pull({ checkpoint }),
    }))
    expect(found).toEqual(['connector: a signal that has fired ends the reading without an item'])
  })

  it('finds a connector that does not name a source of its items', async () => {
    expect(await failures(() => ({ sources: ['till'] }))).toEqual([
      'connector: carries only the sources that it names',
    ])
  })
})

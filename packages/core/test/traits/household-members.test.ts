import { beforeAll, describe, expect, it } from 'vitest'
import type { IdentityModel } from '../../src/identity/index.ts'
import { historyModel } from '../identity/histories/history-model.ts'
import { DAY, START } from '../support/make-base.ts'
import { end, mail, scenarioOf } from '../support/scenario-of.ts'
import { big, by, town } from './household-town.ts'

let model: IdentityModel
beforeAll(async () => {
  model = await historyModel()
})

describe('a segment on a trait of households', () => {
  it('takes in those who live together by what one of them buys, and lets them go with time', async () => {
    const { clientele, live, order, pass, segmentsOf } = await town(model)
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    expect(odile).not.toBe(hugo)
    await order(0, 1200)
    expect(await segmentsOf(odile)).toEqual(['big'])
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    expect([...(await clientele.segments.members(big))].sort()).toEqual([odile, hugo].sort())
    await pass(30 * DAY)
    expect(await segmentsOf(odile)).toEqual([])
    expect(await segmentsOf(hugo)).toEqual([])
    expect(await clientele.segments.membersAt('big', START + 30 * DAY - 1)).toHaveLength(2)
    expect(await clientele.traits.history(hugo, 'home')).toEqual([
      { at: START, value: 0, definitionVersion: 1 },
      { at: START, value: 1200, definitionVersion: 1 },
      { at: START + 30 * DAY, value: 0, definitionVersion: 1 },
    ])
  })

  it('follows who moves in, moves out, is put together, taken apart and erased', async () => {
    const { clientele, live, order, segmentsOf } = await town(model)
    const odile = await live(0, 0)
    const hugo = await live(1, 1)
    await order(0, 1200)
    expect(await segmentsOf(hugo)).toEqual([])
    await live(1, 0)
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await live(1, 1)
    expect(await segmentsOf(hugo)).toEqual([])
    await live(1, 0)
    await clientele.contacts.erase(odile, by)
    expect(await segmentsOf(hugo)).toEqual([])
  })

  it('follows records that are put together and taken apart by hand, which fires nothing', async () => {
    const { clientele, live, order, segmentsOf, told } = await town(model)
    await clientele.scenarios.save(
      scenarioOf('lost', { out: end }, { triggers: [{ on: 'segmentLeft', segment: 'big' }] }),
    )
    await clientele.scenarios.setState('lost', 'live')
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    const alone = await live(2, undefined)
    await order(2, 1200)
    expect(await segmentsOf(hugo)).toEqual([])
    const one = await clientele.contacts.merge(odile, alone, by)
    expect(await segmentsOf(one)).toEqual(['big'])
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await clientele.contacts.undo(['till/p0', 'till/p2'], by)
    expect(await segmentsOf(odile)).toEqual([])
    expect(await segmentsOf(hugo)).toEqual([])
    expect(await segmentsOf(alone)).toEqual(['big'])
    const startedRuns = (): number => told.filter(({ name }) => name === 'run.started').length
    expect(startedRuns()).toBe(0)
    await live(1, 1)
    await clientele.contacts.merge(odile, alone, by)
    await live(1, 0)
    expect(await segmentsOf(hugo)).toEqual(['big', 'carried'])
    await live(1, 1)
    expect(await segmentsOf(hugo)).toEqual([])
    expect(startedRuns()).toBe(1)
  })

  it('writes to the one whom the other made eligible, and fills the template with what both spent', async () => {
    const { clientele, live, order, pass, sent } = await town(model)
    await clientele.scenarios.save(
      scenarioOf(
        'thanks',
        { write: mail('Together {{ trait.home }}, you {{ trait.own }}', 'out'), out: end },
        { triggers: [{ on: 'segmentEntered', segment: 'carried' }], reentry: 'once' },
      ),
    )
    await clientele.scenarios.setState('thanks', 'live')
    await live(0, 0)
    await live(1, 0)
    await clientele.upsert({
      source: 'till',
      sourceKey: 'p1-mail',
      identifiers: [{ type: 'customerNo', value: 'C1' }],
      fields: { email: 'hugo@example.org' },
      consents: [{ channel: 'email', purpose: 'news', status: 'granted', at: START, source: 'api' }],
    })
    await order(1, 100)
    await order(0, 1200)
    await pass(0)
    expect(sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['hugo@example.org', 'Together 1300, you 100'],
    ])
  })

  it('says in a simulation when what the others did would have moved somebody', async () => {
    const { clientele, live, order, pass } = await town(model)
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    const from = START - 40 * DAY
    await order(0, 700, from + DAY)
    await order(1, 400, from + 3 * DAY)
    await order(0, 300, from + 5 * DAY)
    await pass(0)
    const definition = scenarioOf(
      'thanks',
      { write: mail('Together', 'out'), out: end },
      { triggers: [{ on: 'segmentEntered', segment: 'big' }], reentry: 'once' },
    )
    const { started, messages } = await clientele.scenarios.simulate(definition, { from, to: START })
    expect(started).toBe(2)
    expect(messages.map(({ contactId, at }) => [contactId, at]).sort()).toEqual(
      [odile, hugo].sort().map((id) => [id, from + 3 * DAY]),
    )
  })

  it('corrects everybody when an order comes late', async () => {
    const { live, order, segmentsOf } = await town(model)
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    await order(0, 600)
    await order(1, 500, START - 29 * DAY)
    expect([await segmentsOf(odile), await segmentsOf(hugo)]).toEqual([['big'], ['big', 'carried']])
  })

  it('decides what time has made due at its own instant for each of them, however late the worker', async () => {
    const { clientele, clock, live, order } = await town(model)
    const odile = await live(0, 0)
    const hugo = await live(1, 0)
    await order(0, 700)
    await clock.advance(2 * DAY)
    await order(1, 400)
    // No turn of the engine for 60 days; then somebody of the household is heard of.
    await clock.advance(60 * DAY)
    await order(1, 50)
    const dates = async (id: string) =>
      (await clientele.traits.history(id, 'home')).map(({ at, value }) => [at, value])
    expect(await dates(hugo)).toEqual(await dates(odile))
    expect((await dates(odile)).slice(-4)).toEqual([
      [START + 2 * DAY, 1100],
      [START + 30 * DAY, 400],
      [START + 32 * DAY, 0],
      [START + 62 * DAY, 50],
    ])
  })
})

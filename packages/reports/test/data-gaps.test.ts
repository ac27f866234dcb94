import { createClientele } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { type BaseReport, renderBaseReport } from '../src/index.ts'
import { faultOf } from './well-formed.ts'

async function needs() {
  await using clientele = await createClientele({
    storage: memory(),
    sources: ['eshop'],
    timeZone: 'Europe/Paris',
    clock: virtualClock(Date.UTC(2026, 5, 15)),
    logger: recordingLogger(),
    segments: [
      {
        id: 'young',
        name: 'Jeunes <clients>',
        where: {
          all: [{ field: 'birthDate', op: 'after', value: '2000-01-01' }, { event: 'Order Completed' }],
        },
      },
      { id: 'everybody', where: { all: [] } },
    ],
  })
  const person = (key: string, fields: Readonly<Record<string, string>>) => ({
    source: 'eshop',
    sourceKey: key,
    identifiers: [{ type: 'email', value: `${key}@example.org` }],
    fields,
  })
  await clientele.upsert([person('ann', { birthDate: '2001-02-03' }), person('bob', {}), person('cid', {})])
  const list = await clientele.segments.list()
  return await Promise.all(
    list.map(async ({ definition: { id, name = id } }) => ({
      id,
      name,
      needs: await clientele.segments.gaps(id),
    })),
  )
}

const page = (locale: 'fr' | 'en', dataGaps: BaseReport['dataGaps']): string =>
  renderBaseReport({
    title: 'La Maison',
    generatedAt: 0,
    referenceDate: '2026-06-15',
    currency: 'EUR',
    locale,
    dataGaps,
  })

describe('what segments lack', () => {
  it('is named with the share of the contacts that have it, for the segments that lack something', async () => {
    const html = page('en', await needs())
    const section = html.slice(html.indexOf('<section id="dataGaps"'), html.indexOf('<section id="rfm"'))
    expect(faultOf(section)).toBeUndefined()
    expect(section).toContain('What segments lack')
    expect(section).toContain('Jeunes &lt;clients&gt;')
    expect(section).toContain('1 of 3')
    expect(section).toContain('0 of 3')
    expect(section).toContain('Event: Order Completed')
    expect(section).not.toContain('everybody')
  })

  it('is said in French, where nothing is missing and where nothing was measured', async () => {
    expect(page('fr', await needs())).toContain('Événement : Order Completed')
    expect(page('fr', [])).toContain('Rien ne manque')
    const unmeasured = page('fr', undefined)
    expect(unmeasured).toContain('Ce qui manque aux segments')
    expect(unmeasured).not.toContain('Rien ne manque')
  })
})

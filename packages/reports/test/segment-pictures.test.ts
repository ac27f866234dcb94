import { createClientele, type Overlap, type TransitionMatrix } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { renderTransitions, renderUpset } from '../src/index.ts'

const HOSTILE = '"><script>alert(1)</script>'

async function overlapOf(people: readonly string[]): Promise<Overlap> {
  await using clientele = await createClientele({
    storage: memory(),
    timeZone: 'UTC',
    clock: virtualClock(Date.UTC(2026, 0, 1)),
    logger: recordingLogger(),
  })
  await clientele.upsert(
    people.map((tags, index) => ({
      source: 'api',
      sourceKey: String(index),
      identifiers: [{ type: 'email', value: `p${index}@example.org` }],
      fields: { tags },
    })),
  )
  const set = (name: string) => ({ name, where: { field: 'tags', op: 'contains' as const, value: name } })
  return await clientele.segments.overlap([set('a'), set('b'), set('c')])
}

const count = (picture: string, what: RegExp) => picture.match(what)?.length ?? 0

describe('renderUpset', () => {
  it('draws a column for each exact intersection, with a dot for each of its sets', async () => {
    const picture = renderUpset(await overlapOf(['a', 'ab', 'ab', 'abc', 'b']), { title: 'Tags' })
    expect(picture).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    // a, ab, abc, b: four columns of three dots, of which 1 + 2 + 3 + 1 are filled.
    expect(count(picture, /<path class="t-main"/g)).toBe(4)
    expect(count(picture, /<circle/g)).toBe(12)
    expect(count(picture, /<circle class="t-main"/g)).toBe(7)
    expect(count(picture, /class="s-main join"/g)).toBe(2)
    expect(picture).toContain('<title>a and b : 2</title>')
  })

  it('keeps to the largest intersections when asked, and draws a base of nobody', async () => {
    const overlap = await overlapOf(['a', 'ab', 'ab', 'abc', 'b'])
    const picture = renderUpset(overlap, { title: 'Tags', locale: 'fr', limit: 1 })
    expect(count(picture, /<path class="t-main"/g)).toBe(1)
    expect(picture).toContain('<title>a et b : 2</title>')
    const empty = renderUpset(await overlapOf([]), { title: 'Tags' })
    expect(count(empty, /<path class="t-main"/g)).toBe(0)
    expect(empty).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('escapes names and title, and loads nothing', async () => {
    const picture = renderUpset(await overlapOf(['a']), { title: HOSTILE, names: { a: HOSTILE } })
    expect(picture).not.toContain('<script')
    expect(picture).not.toMatch(/href|url\(|@import/)
  })
})

describe('renderTransitions', () => {
  const matrix: TransitionMatrix = {
    segmentation: 'loyalty',
    from: 0,
    to: 1,
    labels: ['gold', 'silver', 'bronze'],
    transitions: [
      { from: 'silver', to: 'silver', contacts: 3 },
      { from: undefined, to: 'bronze', contacts: 2 },
      { from: 'silver', to: 'gold', contacts: 1 },
    ],
    stayed: 3,
    moved: 3,
  }

  it('gives each cell its contacts and its share of those who had the label before', () => {
    const picture = renderTransitions(matrix, { title: 'Loyalty', names: { silver: HOSTILE } })
    expect(picture).toContain('→ gold : 1 (25% of 4)')
    expect(picture).toContain('none → bronze : 2 (100% of 2)')
    // Two rows that somebody began in, three columns that somebody came to.
    expect(count(picture, /class="heat"/g)).toBe(6)
    expect(picture).not.toContain('<script')
  })

  it('says it in French, and draws a matrix of nobody', () => {
    expect(renderTransitions(matrix, { title: 'x', locale: 'fr' })).toContain('aucun → bronze : 2')
    const empty = renderTransitions({ ...matrix, transitions: [] }, { title: 'x' })
    expect(empty).not.toMatch(/NaN|Infinity|undefined/)
  })
})

import {
  describeIdentityReport,
  explainMatch,
  type IdentityResolution,
  resolve,
  waterfallSvg,
  waterfallText,
} from '@clientele/core/identity'
import { beforeAll, describe, expect, it } from 'vitest'
import { sampleColumns, samplePeople } from './sample-people.ts'

let found: IdentityResolution

beforeAll(async () => {
  found = await resolve(samplePeople(150, 5), { columns: sampleColumns })
})

const father = {
  first: 'Jean',
  last: 'Monteillet',
  street: '3 place Pasteur',
  postcode: '29200',
  city: 'Brest',
}

describe('explainMatch', () => {
  it('names the prior, every compared field and the doubt about relatives', () => {
    const a = { ...father, born: '1946-05-12', email: 'null' }
    const explanation = explainMatch(found.model, a, {
      ...father,
      born: '1975-09-30',
      email: 'jean@example.org',
    })
    const kinds = explanation.bars.map(({ kind, field }) => field ?? kind)
    expect(kinds[0]).toBe('prior')
    expect(kinds[kinds.length - 1]).toBe('relative')
    expect(kinds).toEqual(expect.arrayContaining(['name', 'born', 'street', 'place']))
    expect(
      explanation.bars.find(({ field, kind }) => field === 'born' && kind === 'field')!.bits,
    ).toBeLessThan(0)
    expect(explanation.ignored).toEqual(['email'])
  })

  it('is drawn as text and as a picture that shows the weight', () => {
    const explanation = explainMatch(found.model, father, { ...father, first: 'J' })
    const text = waterfallText(explanation)
    expect(text.split('\n')).toHaveLength(explanation.bars.length + 1)
    expect(text).toContain('could be a relative')
    const svg = waterfallSvg(explanation)
    expect(svg).toMatch(/^<svg .*<\/svg>$/u)
    expect(svg.match(/<rect /gu)).toHaveLength(explanation.bars.length + 1)
    expect(svg).not.toContain('NaN')
  })

  it('is refused for a record or contact that is not there', () => {
    expect(() => found.explainMatch('r0', 'nobody')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(() => found.explainContact('nobody')).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})

describe('the report and the review queue', () => {
  it('add up', () => {
    const { report, contacts, review } = found
    const inSizes = Object.entries(report.sizes).reduce((sum, [size, count]) => sum + Number(size) * count, 0)
    expect(inSizes).toBe(report.records)
    expect(report.contacts).toBe(contacts.length)
    const duplicates = Object.values(report.duplicatesBySource).reduce((sum, count) => sum + count, 0)
    expect(duplicates).toBe(report.records - report.contacts)
    expect(report.zones.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(report.pairs)
    expect(report.review).toBe(review.length)
    expect(describeIdentityReport(report)).toContain('contacts')
  })

  it('expect more precision of what is joined than of what is not', () => {
    const [automatic, review, reject] = found.report.zones
    expect(automatic!.expectedPrecision).toBeGreaterThan(0.9)
    expect(review!.expectedPrecision).toBeLessThan(automatic!.expectedPrecision)
    expect(reject!.expectedPrecision).toBeLessThan(0.2)
  })

  it('ask about contacts that are apart, the likeliest first, and follow the answer', async () => {
    const records = samplePeople(150, 5)
    const [first] = found.review
    expect(first!.contactA).not.toBe(first!.contactB)
    const accepted = await resolve(records, {
      columns: sampleColumns,
      model: found.model,
      links: [{ kind: 'must', a: first!.a, b: first!.b }],
    })
    expect(accepted.contactOf(first!.a)).toBe(accepted.contactOf(first!.b))
    for (let place = 1; place < found.review.length; place++) {
      expect(found.review[place]!.weight).toBeLessThanOrEqual(found.review[place - 1]!.weight)
    }
  })

  it('list every compared pair that is not clearly unrelated with its chance', () => {
    for (const { a, b, chance, joined } of found.pairs()) {
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(joined).toBe(found.contactOf(a) === found.contactOf(b))
    }
  })
})

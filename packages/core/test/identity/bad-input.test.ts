import { type IdentityColumns, parseIdentityModel, resolve } from '@clientele/core/identity'
import { describe, expect, it } from 'vitest'
import { sampleColumns, samplePeople } from './sample-people.ts'

const columns: IdentityColumns = { id: 'id', first: 'firstName', last: 'lastName', email: 'email' }

describe('resolve on what nobody expects', () => {
  it('gives an empty base for no record, and one contact for one', async () => {
    expect((await resolve([], { columns })).contacts).toEqual([])
    const { contacts, report } = await resolve([{ id: 'a', first: 'Odile' }], { columns })
    expect(contacts).toEqual([{ id: 'a', recordIds: ['a'] }])
    expect(report.records).toBe(1)
  })

  it('leaves people alone where a column is empty, one value, or all different', async () => {
    const sample = samplePeople(60, 9)
    const mapped = { ...sampleColumns, extra: 'identifier' } as const
    const expected = (await resolve(sample, { columns: sampleColumns })).contacts.length
    for (const extra of [
      () => '',
      () => 'X12345',
      (index: number) => `U${(index * 7_919_993) % 99_999_989}`,
    ]) {
      const { contacts } = await resolve(
        sample.map((record, index) => ({ ...record, extra: extra(index) })),
        {
          columns: mapped,
        },
      )
      expect(contacts.length).toBeGreaterThanOrEqual(expected * 0.9)
      expect(contacts.length).toBeLessThanOrEqual(sample.length)
    }
  })

  it('makes one contact of a hundred thousand copies, and as many as records where a copy says too little', async () => {
    function* copies(rest: object): Generator<{ readonly id: string }> {
      for (let index = 0; index < 100_000; index++) yield { id: `c${index}`, ...rest }
    }
    const full = { first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' }
    const strangers = samplePeople(100, 2).map(({ id, first, last, email }) => ({ id, first, last, email }))
    const { contacts, report } = await resolve([...strangers, ...copies(full)], { columns })
    expect(report.largestContact).toBe(100_000)
    expect(report.pairs).toBeLessThan(50_000)
    expect(contacts.length).toBeLessThan(400)
    const thin = await resolve([...strangers, ...copies({ first: 'Odile' })], { columns })
    expect(thin.contacts.length).toBeGreaterThan(99_000)
  })

  it('compares every pair of no block, however many different records share a key', async () => {
    const crowd = Array.from({ length: 20_000 }, (_, index) => ({
      id: `r${index}`,
      first: 'Jean',
      last: 'Martin',
      email: `jean.martin${index}@example.org`,
    }))
    const { report } = await resolve(crowd, { columns })
    expect(report.pairs).toBeLessThan(2_000_000)
    expect(report.blocking.reduce((sum, { unfiled }) => sum + unfiled, 0)).toBeGreaterThan(0)
  })

  it('reads names of every script, decomposed letters and broken bytes', async () => {
    const twice = [
      { first: 'Ἀλέξανδρος', last: 'Παπαδόπουλος', email: 'alex@example.gr' },
      { first: 'فاطمة', last: 'الزهراء', email: 'fatima@example.dz' },
      { first: '小明', last: '王', email: 'ming@example.cn' },
      { first: 'Zoe\u0301', last: 'Le\u0301ger', email: 'zoe@example.fr' },
      { first: 'Fran\ufffdois', last: 'Lef\u00c3\u00a8vre', email: 'francois@example.fr' },
    ]
    const records = twice.flatMap((each, index) => [
      { id: `a${index}`, ...each },
      { id: `b${index}`, ...each, first: each.first.normalize('NFC'), last: each.last.normalize('NFC') },
    ])
    const { contactOf } = await resolve(records, { columns })
    for (const index of twice.keys()) expect(contactOf(`a${index}`)).toBe(contactOf(`b${index}`))
    expect(new Set(records.map(({ id }) => contactOf(id))).size).toBe(twice.length)
  })

  it('takes a field of ten megabytes, an object and a number for no value', async () => {
    const known = { last: 'Quatrevingt', email: 'odile@example.org', phone: '0611223344' }
    const records = [
      { id: 'a', ...known, first: 'x'.repeat(10_000_000) },
      { id: 'b', ...known, first: { nested: true } },
      { id: 'c', ...known, first: Number.NaN },
    ]
    const { contactOf } = await resolve([...samplePeople(60, 8), ...records], { columns: sampleColumns })
    expect(new Set(['a', 'b', 'c'].map(contactOf)).size).toBe(1)
  })

  it('needs no more than two records to see that they are one person', async () => {
    const { contacts } = await resolve(
      [
        { id: 'eshop/1', first: 'Odile', last: 'Branly', email: 'odile.branly@example.org' },
        { id: 'till/7', first: 'Odile', last: 'BRANLY', email: 'Odile.Branly@example.org' },
      ],
      { columns },
    )
    expect(contacts).toEqual([{ id: 'eshop/1', recordIds: ['eshop/1', 'till/7'] }])
  })

  it('says what is wrong with a mapping, a missing id and a model', async () => {
    const refused = (wrong: object): Promise<unknown> => resolve([], { columns: wrong as IdentityColumns })
    await expect(refused({ a: 'nickname' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    await expect(refused({ a: 'firstName', b: 'firstName' })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
    })
    await expect(refused({ a: 'id' })).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
    await expect(resolve([{ first: 'Odile' }], { columns })).rejects.toMatchObject({ code: 'INVALID_INPUT' })
    const { model } = await resolve(samplePeople(30, 1), { columns: sampleColumns })
    const json = JSON.parse(JSON.stringify(model)) as object
    expect(parseIdentityModel(json)).toEqual(model)
    expect(() => parseIdentityModel({ ...json, version: 99 })).toThrow(
      expect.objectContaining({ code: 'MODEL_VERSION' }),
    )
    expect(() => parseIdentityModel({ ...json, features: [] })).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }),
    )
    expect(() => parseIdentityModel('model')).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }))
  })

  it('stops at its signal, and tells how far it is', async () => {
    const stop = new AbortController()
    const phases: string[] = []
    const stopped = resolve(samplePeople(60, 4), {
      columns: sampleColumns,
      signal: stop.signal,
      onProgress: ({ phase }) => {
        phases.push(phase)
        if (phase === 'learn') stop.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(phases).toContain('read')
    expect(phases).toContain('block')
  })
})

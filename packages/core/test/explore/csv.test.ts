import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explorationCsv } from '../../src/index.ts'

const csvOf = (...cells: (string | number | boolean | null)[]) =>
  explorationCsv({ dimensions: ['x'], measures: [], groups: cells.map((x) => ({ x })) })

describe('explorationCsv', () => {
  it('writes names, then groups, ended by CR LF, with what is missing empty', () => {
    const csv = explorationCsv({
      dimensions: ['city', 'vip'],
      measures: ['revenue'],
      groups: [
        { city: 'Lyon', vip: true, revenue: 1250 },
        { city: null, vip: false, revenue: -2.5 },
      ],
    })
    expect(csv).toBe('city,vip,revenue\r\nLyon,true,1250\r\n,false,-2.5\r\n')
  })

  it('quotes commas, quotes and line breaks (RFC 4180)', () => {
    expect(csvOf('a,b', 'say "hi"', 'two\r\nlines')).toBe('x\r\n"a,b"\r\n"say ""hi"""\r\n"two\r\nlines"\r\n')
  })

  it('leaves no text that a spreadsheet would run, in cells and in names', () => {
    expect(csvOf('=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\tx')).toBe(
      'x\r\n"\'=HYPERLINK(""x"")"\r\n\'+1\r\n\'-1\r\n\'@SUM(A1)\r\n\'\tx\r\n',
    )
    expect(explorationCsv({ dimensions: ['=a'], measures: [], groups: [] })).toBe("'=a\r\n")
  })

  it('can be read back, whatever the texts (law)', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const read = [...csvOf(...texts).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))\r\n/g)].map(
          ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
        )
        expect(read.slice(1)).toEqual(texts.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)))
      }),
    )
  })
})

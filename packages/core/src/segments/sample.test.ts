import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fractionOf } from '../experiments/assign.ts'
import { drawSample } from './sample.ts'

async function* pagesOf(ids: readonly string[], size: number): AsyncGenerator<readonly string[]> {
  for (let start = 0; start < ids.length; start += size) yield ids.slice(start, start + size)
}

it('draws those with the smallest hashes, however the set is cut into pages (law)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(12),
      async (ids, page, size) => {
        const sorted = [...ids].sort()
        const byHash = [...sorted].sort((a, b) => fractionOf(`salt\u0000${a}`) - fractionOf(`salt\u0000${b}`))
        expect(await drawSample(pagesOf(sorted, page), { size, salt: 'salt' })).toEqual({
          contacts: ids.length,
          sample: byHash.slice(0, size).sort(),
        })
      },
    ),
  )
})

import { expect, it } from 'vitest'
import { sequentialIds } from './sequential-ids.ts'

it('counts in the order of text, the same in every run', () => {
  const a = sequentialIds('c')
  const b = sequentialIds('c')
  const first = Array.from({ length: 1200 }, () => a.next())
  expect(first).toEqual(Array.from({ length: 1200 }, () => b.next()))
  expect([...first].sort()).toEqual(first)
  expect(first[0]).toBe('c-00000001')
})

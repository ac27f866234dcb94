import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('every error code stands in docs/errors.md, and no other does', () => {
  const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  const codes = [...read('packages/core/src/errors.ts').matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(
    ([, code]) => code,
  )
  const documented = [...read('docs/errors.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code]) => code)
  expect(codes.length).toBeGreaterThan(10)
  expect([...documented].sort()).toEqual([...codes].sort())
})

import { isClienteleError } from '@clientele/core'
import { canonical, canonicalBag } from './canonical.ts'

/** @throws when the two are not the same data; `undefined` counts as absent. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  if (canonical(actual) === canonical(expected)) return
  throw new Error(`Expected ${what} to be ${show(expected)}, got ${show(actual)}`)
}

/** @throws when the two do not hold the same elements, in whatever order. */
export function expectSame(actual: Iterable<unknown>, expected: Iterable<unknown>, what: string): void {
  const [got, wanted] = [[...actual], [...expected]]
  if (canonicalBag(got) === canonicalBag(wanted)) return
  throw new Error(`Expected ${what} to be, in any order, ${show(wanted)}, got ${show(got)}`)
}

export function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(`Expected ${what}`)
}

/** @throws when the work does not reject, or with another code than the one given. */
export async function expectRejection(
  work: () => Promise<unknown>,
  what: string,
  code?: string,
): Promise<void> {
  let answer: unknown
  try {
    answer = await work()
  } catch (error) {
    if (code === undefined || isClienteleError(error, code as never)) return
    throw new Error(`Expected ${what} to be refused with ${code}, got ${String(error)}`, { cause: error })
  }
  throw new Error(`Expected ${what} to be refused, got ${show(answer)}`)
}

function show(value: unknown): string {
  const text = canonical(value)
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text
}

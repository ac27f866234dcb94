import { canonical } from './canonical.ts'

/** A list whose order says nothing, in one that does not vary. */
export function bag<Element>(elements: Iterable<Element>): readonly Element[] {
  return [...elements]
    .map((element) => ({ element, text: canonical(element) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ element }) => element)
}

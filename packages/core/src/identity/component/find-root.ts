/** The root of an element of a forest; the way to it is shortened. */
export function findRoot(parents: number[], index: number): number {
  let root = index
  while (parents[root] !== root) root = parents[root]!
  let walker = index
  while (parents[walker] !== root) {
    const next = parents[walker]!
    parents[walker] = root
    walker = next
  }
  return root
}

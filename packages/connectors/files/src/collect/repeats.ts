import type { IntakeItem } from '@clientele/core'

/** Keys whose last saying is remembered; one that is forgotten is told once more, which changes nothing. */
const REMEMBERED = 50_000

/** Tells whether an item says of its key what the last one of that key said. */
export function repeatFilter(): (item: IntakeItem) => boolean {
  const said = new Map<string, string>()
  return (item) => {
    const key = keyOf(item)
    if (key === undefined) return false
    const text = JSON.stringify(item)
    if (said.get(key) === text) return true
    said.delete(key)
    said.set(key, text)
    if (said.size > REMEMBERED) said.delete(said.keys().next().value as string)
    return false
  }
}

function keyOf(item: IntakeItem): string | undefined {
  switch (item.type) {
    case 'record':
      return `${item.record.source}\u0000${item.record.sourceKey}`
    case 'row':
      return `${item.row.table}\u0000${item.row.key}`
    case 'event':
      return undefined
  }
}

import type { Action, Basket, BasketLine } from './shopper.ts'

/** What rules and rankings are about. */
export type ItemKind = 'product' | 'category'

/** The product, or the category, of a line or of an action. */
export function itemOf(what: BasketLine | Action, kind: ItemKind): string | undefined {
  return kind === 'product' ? what.productId : what.category
}

/** The distinct items of some baskets. */
export function itemsOf(baskets: readonly Basket[], kind: ItemKind): ReadonlySet<string> {
  const items = new Set<string>()
  for (const { lines } of baskets) {
    for (const line of lines) {
      const item = itemOf(line, kind)
      if (item !== undefined) items.add(item)
    }
  }
  return items
}

import type { Action, Basket, BasketLine, Shopper } from '../src/index.ts'

export const DAY = 86_400_000
export const NOW: number = Date.UTC(2026, 5, 30, 12)

/** A line of a product: `linen/sheet` is a sheet among the linen. */
export function line(text: string, unitPriceMinor?: number): BasketLine {
  const [category, productId] = text.split('/')
  return { category, productId: productId ?? category, unitPriceMinor }
}

/** An order so many days ago with what was in it. */
export function bought(
  ago: number,
  items: readonly (string | BasketLine)[],
  more: Partial<Basket> = {},
): Basket {
  return {
    at: NOW - ago * DAY,
    netMinor: 1000,
    discountMinor: 0,
    lines: items.map((item) => (typeof item === 'string' ? line(item) : item)),
    ...more,
  }
}

/** An event so many days ago. */
export function did(ago: number, name: string, about: Partial<Action> = {}): Action {
  return { name, at: NOW - ago * DAY, ...about }
}

/** A contact; what it bought and did may be given in any order. */
export function shopper(contactId: string, parts: Partial<Shopper> = {}): Shopper {
  const byTime = (left: { readonly at: number }, right: { readonly at: number }) => left.at - right.at
  return {
    contactId,
    zone: 'UTC',
    ...parts,
    baskets: [...(parts.baskets ?? [])].sort(byTime),
    actions: [...(parts.actions ?? [])].sort(byTime),
  }
}

/** What a number counts: days, or minor units of a currency. Only like is added to like. */
export type TraitUnit = 'days' | { readonly currency: string }

/** The name of a unit in formulas: `days`, or the code of the currency. */
export function unitName(unit: TraitUnit): string {
  return unit === 'days' ? 'days' : unit.currency
}

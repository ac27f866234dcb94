import type { RankedCut, RankedCuts, RfmModel } from './rfm-model.ts'
import type { Sample } from './sample.ts'

/**
 * Cuts a sample into levels of equal size as SQL's `NTILE` does: the first levels take the remainder, ties
 * are broken by contact id. The last contact of each level but the top one is kept, so that the same
 * contacts get the same scores again.
 */
export function fitRanks(sample: Sample, levels: RfmModel['levels']): RankedCuts {
  const { contactIds } = sample
  return {
    recencyDays: rank(sample.recencyDays, contactIds, levels.r, -1),
    orders: rank(sample.orders, contactIds, levels.f, 1),
    revenueMinor: rank(sample.revenueMinor, contactIds, levels.m, 1),
  }
}

/** Where a contact stands among ranked cuts: 0 for the lowest level. */
export function ranksBelow(
  cuts: readonly RankedCut[],
  value: number,
  contactId: string,
  direction: 1 | -1,
): number {
  let count = 0
  for (const [cutValue, cutId] of cuts) {
    const difference = (value - cutValue) * direction
    if (difference < 0 || (difference === 0 && contactId <= cutId)) break
    count++
  }
  return count
}

function rank(
  values: Float64Array,
  contactIds: readonly string[],
  levels: number,
  direction: 1 | -1,
): readonly RankedCut[] {
  const order = Uint32Array.from(values, (_, index) => index).sort((left, right) => {
    const difference = ((values[left] as number) - (values[right] as number)) * direction
    if (difference !== 0) return difference
    return (contactIds[left] as string) < (contactIds[right] as string) ? -1 : 1
  })
  const cuts: RankedCut[] = []
  const size = Math.floor(values.length / levels)
  const larger = values.length % levels
  let last = -1
  for (let level = 1; level < levels; level++) {
    last += size + (level <= larger ? 1 : 0)
    const contact = order[last]
    if (contact !== undefined) cuts.push([values[contact] as number, contactIds[contact] as string])
  }
  return cuts
}

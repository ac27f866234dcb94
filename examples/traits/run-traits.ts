import { createClientele, type TraitReadings } from '@clientele/core'
import { memory } from '@clientele/storage-memory'
import { virtualClock } from '@clientele/testing'
import { late, shopTraits } from './shop-traits.ts'

const DAY = 86_400_000

/** What the example finds out. */
export interface TraitsResult {
  readonly traits: TraitReadings
  /** When Jeanne is late, in days after her last order. */
  readonly lateAfterDays: number
  readonly history: readonly { readonly day: number; readonly value: unknown }[]
}

/** Three orders of Jeanne's, and what follows from them by time alone. */
export async function runTraits(): Promise<TraitsResult> {
  const start = Date.UTC(2026, 0, 1, 9)
  const clock = virtualClock(start)
  await using clientele = await createClientele({
    storage: memory(),
    timeZone: 'Europe/Paris',
    clock,
    traits: shopTraits,
    segments: [late],
  })
  const order = async (total: number, shop: string): Promise<string> => {
    const { contactIds } = await clientele.track({
      name: 'Order Completed',
      identifiers: [{ type: 'email', value: 'jeanne@example.org' }],
      properties: { total, shop, currency: 'EUR' },
    })
    return contactIds[0] as string
  }
  await order(80, 'Lyon')
  await clock.advance(20 * DAY)
  await order(45.5, 'Lyon')
  await clock.advance(30 * DAY)
  const jeanne = await order(59.9, 'Annecy')
  const traits = await clientele.traits.of(jeanne)
  let lateAfterDays = 0
  clientele.on('segment.entered', ({ at }) => {
    lateAfterDays = (at - start) / DAY - 50
  })
  await clock.advance(100 * DAY)
  await clientele.engine.tick()
  const history = await clientele.traits.history(jeanne, 'revenue90')
  return {
    traits,
    lateAfterDays,
    history: history.map(({ at, value }) => ({ day: (at - start) / DAY, value })),
  }
}

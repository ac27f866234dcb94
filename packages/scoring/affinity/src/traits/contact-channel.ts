import type { AffinityRules } from '../affinity-options.ts'
import type { Shopper } from '../shopper.ts'

/** How one channel is received. */
export interface ChannelReactivity {
  readonly channel: string
  readonly delivered: number
  readonly answered: number
  /** Answers over deliveries, 1 at most; `undefined` with too few deliveries to say. */
  readonly rate: number | undefined
}

/** Where a contact is best spoken to. */
export interface ContactChannel {
  /** `none`: it reacts nowhere. `insufficient_data`: no channel has deliveries enough. */
  readonly channel: string
  /** Did the contact ask for it, or does it follow from its reactions? */
  readonly from: 'declared' | 'reactions' | undefined
  /** Every channel of the options, in their order. */
  readonly reactivity: readonly ChannelReactivity[]
}

/**
 * The channel that the contact asked for, else the one with the highest rate of answers; ties by answers, then by
 * the order of the options.
 */
export function contactChannelOf(
  { actions, declaredChannel }: Shopper,
  { channels, minimumDeliveries }: Pick<AffinityRules, 'channels' | 'minimumDeliveries'>,
): ContactChannel {
  const times = new Map<string, number>()
  for (const { name } of actions) times.set(name, (times.get(name) ?? 0) + 1)
  const sum = (names: readonly string[]) => names.reduce((total, name) => total + (times.get(name) ?? 0), 0)
  const reactivity = Object.entries(channels).map(([channel, events]): ChannelReactivity => {
    const delivered = sum(events.delivered)
    const answered = sum(events.answered)
    const rate = delivered < Math.max(1, minimumDeliveries) ? undefined : Math.min(1, answered / delivered)
    return { channel, delivered, answered, rate }
  })
  if (declaredChannel !== undefined) return { channel: declaredChannel, from: 'declared', reactivity }
  const known = reactivity.filter(({ rate }) => rate !== undefined)
  if (known.length === 0) return { channel: 'insufficient_data', from: undefined, reactivity }
  const [best] = known.sort(
    (left, right) => (right.rate as number) - (left.rate as number) || right.answered - left.answered,
  ) as [ChannelReactivity]
  return { channel: best.rate === 0 ? 'none' : best.channel, from: 'reactions', reactivity }
}

import {
  all,
  type EventInput,
  event,
  field,
  not,
  property,
  type ScenarioDefinition,
  type SegmentDefinition,
} from '@clientele/core'
import { seededRandom } from '@clientele/testing'

const ordered = event('Order Completed')
const viewed = event('Product Viewed')
const opened = event('Email Opened')
const carted = event('Cart Updated')
const shoes = property('category').eq('shoes')

/** Twenty segments of a shop: windows, sums, absences, product filters, fields. */
export const segments: readonly SegmentDefinition[] = Object.entries({
  buyers: ordered.any(),
  neverOrdered: ordered.none(),
  active30: ordered.last('30d').any(),
  repeat90: ordered.last('90d').count().gte(2),
  vip: ordered.last('365d').sum('total').gte(1000),
  bigBasket: ordered.last('180d').max('total').gte(300),
  lapsing: all(ordered.last('365d').any(), ordered.last('60d').none()),
  shoeBuyers: ordered.where(shoes).last('365d').any(),
  browsers: viewed.last('7d').count().gte(3),
  shoeLovers: viewed.where(shoes).last('30d').count().gte(2),
  notSeen: viewed.last('60d').none(),
  wide: viewed.last('30d').distinct('category').gte(3),
  carts: carted.last('3d').any(),
  cartNoOrder: all(carted.last('3d').any(), ordered.last('3d').none()),
  fullCarts: carted.last('7d').max('total').gte(200),
  readers: opened.last('30d').any(),
  fans: opened.last('90d').count().gte(3),
  deaf: opened.last('180d').none(),
  parisians: field('city').eq('Paris'),
  browsingBuyers: all(ordered.any(), viewed.last('14d').any(), not(carted.last('1d').any())),
}).map(([id, where]) => ({ id, where }))

/** A cart that lies still: started by the cart, woken by the checkout, ended by the order; its message is the outbox's. */
export const cartScenario: ScenarioDefinition = {
  id: 'cart',
  targeting: { filter: { all: [] } },
  triggers: [{ on: 'event', event: 'Cart Updated' }],
  reentry: 'always',
  whileLive: 'ignore',
  personalisation: { needs: [] },
  interruption: { exitWhen: event('Order Completed').last('4h').any() },
  start: 'still',
  nodes: {
    still: {
      type: 'waitFor',
      until: { event: 'Checkout Started', matching: { all: [] } },
      timeout: '4h',
      next: 'remind',
      onTimeout: 'remind',
    },
    remind: {
      type: 'message',
      message: {
        channel: 'email',
        class: 'transactional',
        purpose: 'cart',
        objective: 'finish the order',
        content: { en: { subject: 'Your cart', text: 'It is kept for you.' } },
      },
      next: 'end',
    },
    end: { type: 'exit', reason: 'done' },
  },
}

/** Where the events begin: all else is relative to it. */
export const START = Date.UTC(2026, 0, 5, 8)

/** The e-mail address of a made-up person. */
export function addressOf(person: number): string {
  return `person${person}@shop.example`
}

/** How a stream of events is made. */
export interface StreamOptions {
  /** Persons that are known already. */
  readonly contacts: number
  /** Milliseconds between two events. */
  readonly every: number
  readonly seed?: number | undefined
}

const NAMES = [
  'Product Viewed',
  'Email Opened',
  'Cart Updated',
  'Checkout Started',
  'Order Completed',
] as const
/** Cumulated shares of {@link NAMES}. */
const SHARES = [0.45, 0.65, 0.8, 0.9, 1]
const CATEGORIES = ['shoes', 'bags', 'dresses', 'coats', 'hats', 'belts']
/** One event in so many is of somebody new. */
const NEW_ONE_IN = 100

/** An endless stream of a shop's events, the same from the same seed; persons are drawn evenly, the hardest for a cache. */
export function* eventStream({ contacts, every, seed = 1 }: StreamOptions): Generator<EventInput, never> {
  const { next: random } = seededRandom(seed)
  let known = contacts
  for (let number = 0; ; number++) {
    const draw = random()
    const name = NAMES[SHARES.findIndex((share) => draw < share)]!
    const person = number % NEW_ONE_IN === 0 ? known++ : Math.floor(random() * known)
    yield {
      name,
      messageId: `m${seed}-${number}`,
      occurredAt: START + number * every,
      identifiers: [{ type: 'email', value: addressOf(person) }],
      properties: {
        product_id: `p${Math.floor(random() * 5000)}`,
        category: CATEGORIES[Math.floor(random() * CATEGORIES.length)]!,
        total: Math.round(random() * 40_000) / 100,
        currency: 'EUR',
        quantity: 1 + Math.floor(random() * 3),
      },
    }
  }
}

/** Takes so many events out of a stream. */
export function eventsOf(stream: Iterator<EventInput, never>, count: number): readonly EventInput[] {
  return Array.from({ length: count }, () => stream.next().value)
}

/** Cuts events into the calls that bring them. */
export function inBatches(events: readonly EventInput[], size: number): readonly (readonly EventInput[])[] {
  return Array.from({ length: Math.ceil(events.length / size) }, (_, index) =>
    events.slice(index * size, (index + 1) * size),
  )
}

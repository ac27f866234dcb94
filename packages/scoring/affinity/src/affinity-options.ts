import { ClienteleError } from '@clientele/core'

/** Points that fade: what happened one half-life ago counts half. */
export interface FadingPoints {
  /** Points of each valid order. */
  readonly order: number
  /** Points by the name of the event. */
  readonly events: { readonly [event: string]: number }
  readonly halfLifeDays: number
}

/** The events that tell how one channel is received. */
export interface ChannelEvents {
  /** A message reached the contact: what reactivity is counted on. */
  readonly delivered: readonly string[]
  /** The contact reacted. Opens are better left out: mail programs open by themselves. */
  readonly answered: readonly string[]
}

/** How a base's affinities are read. */
export interface AffinityOptions {
  /** The reference date, epoch ms: nothing after it counts. */
  readonly at: number
  /** Baskets, or contacts, that two items must share for a rule to be one. @default 5 */
  readonly minimumBaskets?: number | undefined
  /** The same as a part of all of them; the stricter of the two holds. @default 0 */
  readonly minimumSupport?: number | undefined
  /** The most frequent items that rules are counted for; memory grows with its square. @default 2000 */
  readonly maximumItems?: number | undefined
  /** Rules with this lift or less are left out; 0 keeps all. @default 1 */
  readonly minimumLift?: number | undefined
  /** The most confident rules that are kept of each item. @default 100 */
  readonly rulesPerItem?: number | undefined
  /** What counts as interest in a product or category. @default an order 1, `Product Added` 0.3, `Product Viewed` 0.1; 180 days */
  readonly interest?: Partial<FadingPoints> | undefined
  /** What counts as engagement. @default an order 10, carts and checkouts 3, clicks 2, views 1; 30 days */
  readonly engagement?: Partial<FadingPoints> | undefined
  /** What counts as intent to buy now. @default checkouts 5, carts 3, views 1, an order nothing; 7 days */
  readonly intent?: Partial<FadingPoints> | undefined
  /** How each channel is received, by its name. @default email, sms and push in the words of Segment */
  readonly channels?: { readonly [channel: string]: ChannelEvents } | undefined
  /** Events whose hours tell when the contact is there. @default all named above but deliveries */
  readonly presence?: readonly string[] | undefined
  /** Valid orders that sensitivity to promotions and prices needs. @default 3 */
  readonly minimumOrders?: number | undefined
  /** Deliveries on a channel that its reactivity needs. @default 5 */
  readonly minimumDeliveries?: number | undefined
  /** Actions that the best hour needs. @default 10 */
  readonly minimumActions?: number | undefined
  /** Contacts with points that levels of engagement and intent need. @default 30 */
  readonly minimumContacts?: number | undefined
}

/** The options with every default in its place. */
export interface AffinityRules
  extends Required<Omit<AffinityOptions, 'interest' | 'engagement' | 'intent' | 'presence'>> {
  readonly interest: FadingPoints
  readonly engagement: FadingPoints
  readonly intent: FadingPoints
  readonly presence: ReadonlySet<string>
}

const INTEREST: FadingPoints = {
  order: 1,
  events: { 'Product Added': 0.3, 'Product Viewed': 0.1 },
  halfLifeDays: 180,
}
const ENGAGEMENT: FadingPoints = {
  order: 10,
  events: {
    'Checkout Started': 3,
    'Product Added': 3,
    'Email Link Clicked': 2,
    'SMS Link Clicked': 2,
    'Push Notification Tapped': 2,
    'Product Viewed': 1,
  },
  halfLifeDays: 30,
}
const INTENT: FadingPoints = {
  order: 0,
  events: { 'Checkout Started': 5, 'Product Added': 3, 'Product Viewed': 1 },
  halfLifeDays: 7,
}
const CHANNELS: AffinityRules['channels'] = {
  email: { delivered: ['Email Delivered'], answered: ['Email Link Clicked'] },
  sms: { delivered: ['SMS Delivered'], answered: ['SMS Link Clicked'] },
  push: { delivered: ['Push Notification Received'], answered: ['Push Notification Tapped'] },
}

/**
 * Puts every default in its place.
 *
 * @throws `INVALID_OPTIONS` without a reference date
 */
export function rulesOf(options: AffinityOptions): AffinityRules {
  if (!Number.isFinite(options.at)) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected the reference date \`at\` as epoch ms, got ${options.at}.`,
    )
  }
  const interest = { ...INTEREST, ...options.interest }
  const engagement = { ...ENGAGEMENT, ...options.engagement }
  const intent = { ...INTENT, ...options.intent }
  const channels = options.channels ?? CHANNELS
  const doings = [interest, engagement, intent].flatMap(({ events }) => Object.keys(events))
  const answers = Object.values(channels).flatMap(({ answered }) => answered)
  return {
    at: options.at,
    minimumBaskets: options.minimumBaskets ?? 5,
    minimumSupport: options.minimumSupport ?? 0,
    maximumItems: options.maximumItems ?? 2000,
    minimumLift: options.minimumLift ?? 1,
    rulesPerItem: options.rulesPerItem ?? 100,
    minimumOrders: options.minimumOrders ?? 3,
    minimumDeliveries: options.minimumDeliveries ?? 5,
    minimumActions: options.minimumActions ?? 10,
    minimumContacts: options.minimumContacts ?? 30,
    interest,
    engagement,
    intent,
    channels,
    presence: new Set(options.presence ?? [...doings, ...answers]),
  }
}

/** Names of all events that the rules read. */
export function eventsRead(rules: AffinityRules): readonly string[] {
  const names = new Set(rules.presence)
  for (const { events } of [rules.interest, rules.engagement, rules.intent])
    for (const name of Object.keys(events)) names.add(name)
  for (const { delivered, answered } of Object.values(rules.channels))
    for (const name of [...delivered, ...answered]) names.add(name)
  return [...names]
}

export { type AbandonedCartOptions, abandonedCart } from './abandoned-cart/abandoned-cart.ts'
export type { ProgrammeOptions, Shop } from './shared/programme-options.ts'
export type { Voucher } from './shared/voucher.ts'
export { type WelcomeSubscriberOptions, welcomeSubscriber } from './welcome-subscriber/welcome-subscriber.ts'

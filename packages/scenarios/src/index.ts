export { type AbandonedCartOptions, abandonedCart } from './abandoned-cart/abandoned-cart.ts'
export { type EngagementThanksOptions, engagementThanks } from './engagement-thanks/engagement-thanks.ts'
export {
  type PurchaseConfirmationOptions,
  purchaseConfirmation,
} from './purchase-confirmation/purchase-confirmation.ts'
export { type SecondPurchaseOptions, secondPurchase } from './second-purchase/second-purchase.ts'
export type { ProgrammeOptions, Shop } from './shared/programme-options.ts'
export type { Voucher } from './shared/voucher.ts'
export {
  type WelcomeFirstPurchaseOptions,
  welcomeFirstPurchase,
} from './welcome-first-purchase/welcome-first-purchase.ts'
export { type WelcomeSubscriberOptions, welcomeSubscriber } from './welcome-subscriber/welcome-subscriber.ts'

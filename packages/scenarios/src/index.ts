export { type AbandonedCartOptions, abandonedCart } from './abandoned-cart/abandoned-cart.ts'
export { type BirthdayOptions, birthday, birthdaySegment } from './birthday/birthday.ts'
export { type EngagementThanksOptions, engagementThanks } from './engagement-thanks/engagement-thanks.ts'
export {
  type InactiveBuyerOptions,
  inactiveBuyer,
  inactiveBuyerSegment,
} from './inactive-buyer/inactive-buyer.ts'
export {
  type InactiveReaderOptions,
  inactiveReader,
  inactiveReaderSegment,
} from './inactive-reader/inactive-reader.ts'
export {
  type PointsExpiringOptions,
  pointsExpiring,
  pointsExpiringSegment,
} from './points-expiring/points-expiring.ts'
export {
  type PurchaseAnniversaryOptions,
  purchaseAnniversary,
} from './purchase-anniversary/purchase-anniversary.ts'
export {
  type PurchaseConfirmationOptions,
  purchaseConfirmation,
} from './purchase-confirmation/purchase-confirmation.ts'
export { type SecondPurchaseOptions, secondPurchase } from './second-purchase/second-purchase.ts'
export type { Language, ProgrammeOptions, Shop } from './shared/programme-options.ts'
export type { Voucher } from './shared/voucher.ts'
export {
  type WelcomeFirstPurchaseOptions,
  welcomeFirstPurchase,
} from './welcome-first-purchase/welcome-first-purchase.ts'
export { type WelcomeSubscriberOptions, welcomeSubscriber } from './welcome-subscriber/welcome-subscriber.ts'
export { wishlistBackInStock, wishlistPriceDrop, wishlistPriceRise } from './wishlist/wishlist-alerts.ts'
export { type WishlistOptions, wishlistTable } from './wishlist/wishlist-options.ts'

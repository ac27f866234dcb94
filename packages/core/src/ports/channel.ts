import type { JsonObject } from '../model/json.ts'

/** What a rendered message is made of when it reaches a channel. */
export interface OutgoingMessage {
  /** The same for every attempt: pass it to the provider as its idempotency key where it takes one. */
  readonly messageKey: string
  /** Where to: an e-mail address, an E.164 number, a token. */
  readonly to: string
  readonly contactId: string
  readonly class: 'marketing' | 'transactional'
  readonly purpose: string
  readonly subject?: string | undefined
  readonly preheader?: string | undefined
  readonly html?: string | undefined
  readonly text: string
  readonly language: string
  readonly meta: JsonObject
}

/** What the provider answered. A channel throws only for its own faults: the engine then asks `idempotent`. */
export type SendResult =
  | { readonly status: 'accepted'; readonly providerId?: string | undefined }
  /** Will never work for this message: a bad address, a refused content. */
  | { readonly status: 'rejected'; readonly reason: string; readonly suppress?: boolean | undefined }
  /** Was surely not sent and may be tried again, after `retryAfterMs` if the provider said so. */
  | { readonly status: 'unavailable'; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** Nobody knows whether it was sent: the connection broke after the message was handed over. */
  | { readonly status: 'unknown'; readonly reason: string }

/** Sends messages by one medium and one provider. */
export interface Channel {
  /** The medium: `email`, `sms`, `push` … ; what templates and consents name. */
  readonly channel: string
  /** The field of the contact that holds the address. @default the channel's name (`phone` for `sms`) */
  readonly addressField?: string | undefined
  /** Does the provider send once for one `messageKey` however often it is called? */
  readonly idempotent: boolean
  readonly send: (message: OutgoingMessage, options: { readonly signal: AbortSignal }) => Promise<SendResult>
}

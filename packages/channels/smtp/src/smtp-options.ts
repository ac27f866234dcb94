import { readOptions } from '@clientele/core'
import * as z from 'zod'

/** A mailbox: `hello@shop.fr` or a name with it. */
export interface Mailbox {
  readonly name?: string | undefined
  readonly address: string
}

/** How people get out: where their link leads, and the secret that signs it. */
export interface UnsubscribeOptions {
  /**
   * The https address of the page: a POST to it unsubscribes at once (RFC 8058), a GET shows a page and changes
   * nothing. `{token}` in it is replaced; without one, the token is added as `?token=`.
   */
  readonly url: string
  /** Signs the links; 16 bytes or more, kept for as long as mails are kept. */
  readonly secret: string
}

/** A key that signs mails (RFC 6376). */
export interface DkimOptions {
  readonly domainName: string
  readonly keySelector: string
  /** PEM. */
  readonly privateKey: string
}

/** What {@link smtp} takes. */
export interface SmtpOptions<Id extends string = string> {
  /** Id of the plugin. @default 'smtp' */
  readonly id?: Id | undefined
  readonly host: string
  /** @default 587 */
  readonly port?: number | undefined
  /** TLS from the first byte; else STARTTLS where the server offers it. @default true on port 465 */
  readonly secure?: boolean | undefined
  /** Refuses to send without TLS. @default false */
  readonly requireTls?: boolean | undefined
  readonly auth?: { readonly user: string; readonly pass: string } | undefined
  readonly from: Mailbox
  readonly replyTo?: Mailbox | undefined
  readonly unsubscribe: UnsubscribeOptions
  readonly dkim?: DkimOptions | undefined
  /** Connections kept open side by side. @default 5 */
  readonly connections?: number | undefined
  /** How long the server may stay silent, in ms. @default 20 000 */
  readonly silenceMs?: number | undefined
}

/** Options, checked, with their defaults. */
export interface CheckedSmtpOptions extends SmtpOptions {
  readonly port: number
  readonly secure: boolean
  readonly connections: number
  readonly silenceMs: number
}

const noLineBreak = z.string().regex(/^[^\r\n]*$/u, { error: 'expected one line' })
const addressSchema = z
  .string()
  .refine(isAddress, { error: 'expected one e-mail address such as hello@shop.fr' })
const mailboxSchema = z.strictObject({ name: noLineBreak.max(200).optional(), address: addressSchema })

const optionsSchema = z.strictObject({
  id: z.string().optional(),
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).optional(),
  secure: z.boolean().optional(),
  requireTls: z.boolean().optional(),
  auth: z.strictObject({ user: z.string().min(1), pass: z.string() }).optional(),
  from: mailboxSchema,
  replyTo: mailboxSchema.optional(),
  unsubscribe: z.strictObject({
    url: z
      .string()
      .regex(/^https:\/\/[^\s<>]+$/u, { error: 'expected an https address (RFC 8058 allows no other)' }),
    secret: z.string().min(16, { error: 'expected 16 characters or more' }),
  }),
  dkim: z
    .strictObject({ domainName: noLineBreak, keySelector: noLineBreak, privateKey: z.string() })
    .optional(),
  connections: z.number().int().min(1).max(100).optional(),
  silenceMs: z.number().int().min(1).optional(),
})

/** Checks options and fills in the defaults. @throws `INVALID_OPTIONS` with the path, never a secret. */
export function checkSmtpOptions(options: SmtpOptions): CheckedSmtpOptions {
  const port = options.port ?? 587
  return {
    ...readOptions('smtp()', optionsSchema, options),
    port,
    secure: options.secure ?? port === 465,
    connections: options.connections ?? 5,
    silenceMs: options.silenceMs ?? 20_000,
  }
}

/** Is the text one address and nothing else: no list, no name, no line break, 254 characters at most (RFC 5321)? */
export function isAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>(),;:\\"[\]\p{Cc}]+@[^\s@<>(),;:\\"[\]\p{Cc}]+$/u.test(text)
}

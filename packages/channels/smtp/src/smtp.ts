import {
  type Channel,
  type Clock,
  definePlugin,
  type Instant,
  type OutgoingMessage,
  type Plugin,
  type SendResult,
} from '@clientele/core'
import { htmlBody, textBody } from './body.ts'
import { messageIdOf } from './message-id.ts'
import { readFailure } from './read-failure.ts'
import { type CheckedSmtpOptions, checkSmtpOptions, isAddress, type SmtpOptions } from './smtp-options.ts'
import { type Mail, openTransport, type Transport } from './transport.ts'
import { unsubscribeHeaders, unsubscribeLink } from './unsubscribe-link.ts'

/** What the host finds at `clientele.plugins.smtp`. */
export interface SmtpApi extends AsyncDisposable {
  /** Connects and logs in, to see that it works. @throws `CHANNEL_UNAVAILABLE` */
  readonly verify: () => Promise<void>
  /** Lets connections go; the next mail opens them again. */
  readonly close: () => Promise<void>
}

/**
 * The channel `email` over SMTP. A marketing mail carries the person's signed link out in its body and in the headers
 * of one-click unsubscription (RFC 8058), covered by the DKIM signature where a key is given.
 *
 * @throws `INVALID_OPTIONS` with the path of the option.
 *
 * @example
 * ```ts
 * const plugin = smtp({
 *   host: 'smtp.example.com',
 *   auth: { user: 'shop', pass: 'secret' },
 *   from: { name: 'The shop', address: 'hello@shop.example' },
 *   unsubscribe: { url: 'https://shop.example/unsubscribe', secret: 'a long random secret' },
 * })
 * ```
 */
export function smtp<const Id extends string = 'smtp'>(options: SmtpOptions<Id>): Plugin<Id, SmtpApi> {
  const checked = checkSmtpOptions(options)
  let transport: Promise<Transport> | undefined
  const open = (): Promise<Transport> => {
    transport ??= openTransport(checked)
    return transport
  }
  const close = async (): Promise<void> => {
    const opened = transport
    transport = undefined
    ;(await opened)?.close()
  }
  const channelAt = (clock: Clock): Channel => ({
    channel: 'email',
    // SMTP has no keys: the server takes a mail twice.
    idempotent: false,
    send: async (message, { signal }) => send(message, checked, { open, signal, at: clock.now() }),
  })
  return definePlugin({
    id: (options.id ?? 'smtp') as Id,
    kind: 'channel',
    setup: ({ clock, registerChannel }) => {
      registerChannel(channelAt(clock))
      return { verify: async () => (await open()).verify(), close, [Symbol.asyncDispose]: close }
    },
  })
}

/** One attempt: how a connection is had, what ends it, and when it is made. */
interface Attempt {
  readonly open: () => Promise<Transport>
  readonly signal: AbortSignal
  readonly at: Instant
}

async function send(
  message: OutgoingMessage,
  options: CheckedSmtpOptions,
  attempt: Attempt,
): Promise<SendResult> {
  if (!isAddress(message.to)) return { status: 'rejected', reason: 'address' }
  const ready = await prepare(message, options, attempt)
  if (ready === undefined) return { status: 'unavailable', reason: 'not-prepared' }
  const { mail, transport } = ready
  const delivery = await transport.deliver(mail, attempt.signal)
  return delivery.delivered
    ? { status: 'accepted', providerId: delivery.messageId }
    : readFailure(delivery.error, delivery.handedOver)
}

/** Nothing was sent when this fails: `undefined`. */
async function prepare(
  message: OutgoingMessage,
  options: CheckedSmtpOptions,
  { open, at }: Attempt,
): Promise<{ readonly mail: Mail; readonly transport: Transport } | undefined> {
  try {
    return { mail: await compose(message, options, at), transport: await open() }
  } catch {
    return undefined
  }
}

async function compose(message: OutgoingMessage, options: CheckedSmtpOptions, at: Instant): Promise<Mail> {
  const link = message.class === 'marketing' ? await unsubscribeLink(message, options.unsubscribe) : undefined
  const { language, preheader } = message
  return {
    from: options.from,
    to: message.to,
    replyTo: options.replyTo,
    subject: (message.subject ?? '').replace(/[\r\n]+/gu, ' '),
    date: new Date(at),
    messageId: messageIdOf(message.messageKey, options.from.address),
    html: message.html === undefined ? undefined : htmlBody(message.html, { preheader, link, language }),
    text: textBody(message.text, { link, language }),
    headers: link === undefined ? {} : unsubscribeHeaders(link),
  }
}

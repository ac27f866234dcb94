import { createHash } from 'node:crypto'
import { ClienteleError } from '@clientele/core'
import type { CheckedSmtpOptions, Mailbox } from './smtp-options.ts'
import type { PreparedHeader } from './unsubscribe-link.ts'

/** One mail, ready to be written. */
export interface Mail {
  readonly from: Mailbox
  readonly to: string
  readonly replyTo: Mailbox | undefined
  readonly subject: string
  readonly date: Date
  readonly messageId: string
  readonly html: string | undefined
  readonly text: string
  readonly headers: { readonly [header: string]: PreparedHeader }
}

/** How a delivery ended. */
export type Delivery =
  | { readonly delivered: true; readonly messageId: string }
  /** `handedOver`: some of the message had reached the connection, so that the server may have taken it. */
  | { readonly delivered: false; readonly error: unknown; readonly handedOver: boolean }

/** Connections to one server. */
export interface Transport {
  readonly deliver: (mail: Mail, signal: AbortSignal) => Promise<Delivery>
  /** Connects and logs in. @throws what went wrong */
  readonly verify: () => Promise<void>
  readonly close: () => void
}

/** All that identifies a mail and that RFC 8058 wants covered; a field that is absent is signed as absent. */
const SIGNED_HEADERS = [
  'From',
  'Reply-To',
  'Subject',
  'Date',
  'Message-ID',
  'To',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
  'List-Unsubscribe',
  'List-Unsubscribe-Post',
].join(':')

/** Opens a pool of connections; none is made before the first mail. @throws `MISSING_PEER` */
export async function openTransport(options: CheckedSmtpOptions): Promise<Transport> {
  const { createTransport } = await import('nodemailer')
  const pool = createTransport({
    pool: true,
    host: options.host,
    port: options.port,
    secure: options.secure,
    requireTLS: options.requireTls ?? false,
    auth: options.auth,
    maxConnections: options.connections,
    // A connection that breaks must not make the pool send the same mail again by itself.
    maxRequeues: 0,
    connectionTimeout: options.silenceMs,
    greetingTimeout: options.silenceMs,
    socketTimeout: options.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    dkim: options.dkim === undefined ? undefined : { ...options.dkim, headerFieldNames: SIGNED_HEADERS },
  })
  // Failures come back from each delivery; the pool's own event needs a listener to stay harmless.
  pool.on('error', () => undefined)
  const streams = new Map<string, { readonly readableDidRead: boolean }>()
  pool.use('stream', (mail, done) => {
    const { message } = mail
    const create = message.createReadStream.bind(message)
    message.createReadStream = (...options) => {
      const stream = create(...options)
      streams.set(message.messageId(), stream)
      return stream
    }
    done()
  })
  return {
    deliver: async (mail, signal) => {
      try {
        const sent = await pool.sendMail({
          from: { name: mail.from.name ?? '', address: mail.from.address },
          to: { name: '', address: mail.to },
          replyTo:
            mail.replyTo === undefined
              ? undefined
              : { name: mail.replyTo.name ?? '', address: mail.replyTo.address },
          subject: mail.subject,
          date: mail.date,
          messageId: mail.messageId,
          // Not drawn at random: the same message on the same clock is the same mail, byte for byte.
          baseBoundary: boundaryOf(mail.messageId),
          text: mail.text,
          html: mail.html,
          headers: mail.headers,
          signal,
        })
        return { delivered: true, messageId: sent.messageId }
      } catch (error) {
        const handedOver = streams.get(mail.messageId)?.readableDidRead === true
        return { delivered: false, error, handedOver }
      } finally {
        streams.delete(mail.messageId)
      }
    },
    verify: async () => {
      try {
        await pool.verify()
      } catch (cause) {
        throw new ClienteleError(
          'CHANNEL_UNAVAILABLE',
          'Expected to log in to the SMTP server, could not; check host, port and auth.',
          {
            cause,
            retryable: true,
          },
        )
      }
    },
    close: () => pool.close(),
  }
}

/** A part of a multipart boundary (RFC 2046, 5.1.1) that is as unlikely in a text as a random one. */
function boundaryOf(messageId: string): string {
  return createHash('sha256').update(messageId).digest('hex').slice(0, 24)
}

import type { Channel, OutgoingMessage, SendResult } from '@clientele/core'
import type { ConformanceCase } from './conformance-case.ts'
import { expectEqual, expectTrue } from './expectation.ts'

/** What the channel kit needs of a channel. */
export interface ChannelContext {
  /** A fresh channel over a provider that works (a local sink, a recorded server). */
  readonly open: () => Channel | Promise<Channel>
  /** An address that the provider takes. */
  readonly to: string
  /** Addresses that no provider can send to. @default texts that are no address on any medium */
  readonly badAddresses?: readonly string[] | undefined
  /** The messages that have arrived at the provider, oldest first; some cases are left out without it. */
  readonly delivered?: (() => Promise<readonly { readonly to: string }[]>) | undefined
  /** How long a channel may take to give up once its signal has fired, in ms. @default 5000 */
  readonly patience?: number | undefined
}

export type ChannelCase = ConformanceCase<ChannelContext>

const BAD_ADDRESSES: readonly string[] = [
  '',
  ' ',
  'nobody',
  'a@@b',
  'a@b\r\nBcc: c@d.test',
  '\0',
  'x'.repeat(5000),
]
const STATUSES: readonly SendResult['status'][] = ['accepted', 'rejected', 'unavailable', 'unknown']

/**
 * What every channel keeps: it answers one of the four results, does not throw on an address that is none, gives up
 * when its signal fires, and keeps its word on idempotence.
 *
 * @example
 * ```ts
 * const sink = recordingChannel({ idempotent: true, takes: (to) => to === 'ada@example.test' })
 * const prove = (register: RegisterCase) =>
 *   runConformance(channelConformance(), {
 *     register,
 *     context: { open: () => sink, to: 'ada@example.test', delivered: async () => sink.sent },
 *   })
 * ```
 */
export function channelConformance(): readonly ChannelCase[] {
  return [
    {
      name: 'channel: names its medium',
      run: async (context) => {
        const { channel, addressField } = await context.open()
        expectTrue(/^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/.test(channel), `a name of the medium, got ${channel}`)
        expectTrue(addressField === undefined || addressField !== '', 'a name of the address field, or none')
      },
    },
    {
      name: 'channel: accepts a plain message, and it arrives once',
      run: async (context) => {
        const channel = await context.open()
        const before = (await context.delivered?.())?.length ?? 0
        const answer = await send(channel, messageTo(context.to, 'conformance-plain'))
        expectEqual(answer.status, 'accepted', 'the answer')
        if (context.delivered === undefined) return
        const arrived = (await context.delivered()).slice(before)
        expectEqual(
          arrived.map(({ to }) => to),
          [context.to],
          'who got a message',
        )
      },
    },
    {
      name: 'channel: takes text of any script, with line breaks and quotes, with and without HTML',
      run: async (context) => {
        const channel = await context.open()
        const text = 'Été "à" l\'œuvre\r\n日本語 🎁\n.\n--\n'
        const plain = {
          ...messageTo(context.to, 'conformance-text'),
          subject: 'Été 🎁',
          text,
          html: undefined,
        }
        expectEqual((await send(channel, plain)).status, 'accepted', 'the answer to plain text')
        const rich = { ...plain, messageKey: 'conformance-html', html: '<p>Été &amp; <b>日本語</b></p>' }
        expectEqual((await send(channel, rich)).status, 'accepted', 'the answer to HTML')
      },
    },
    {
      name: 'channel: answers a bad address with `rejected` and a reason, and never throws on one',
      run: async (context) => {
        const channel = await context.open()
        const before = (await context.delivered?.())?.length ?? 0
        for (const [place, to] of (context.badAddresses ?? BAD_ADDRESSES).entries()) {
          const answer = await send(channel, messageTo(to, `conformance-bad-${place}`))
          expectEqual(answer.status, 'rejected', `the answer to bad address number ${place + 1}`)
          expectTrue('reason' in answer && answer.reason !== '', 'a reason')
        }
        const after = (await context.delivered?.())?.length ?? 0
        expectEqual(after - before, 0, 'the number of messages that arrived')
      },
    },
    {
      name: 'channel: a signal that has fired already stops the message before it is out',
      run: async (context) => {
        const channel = await context.open()
        const before = (await context.delivered?.())?.length ?? 0
        const signal = AbortSignal.abort()
        const answer = await giveUp(channel, messageTo(context.to, 'conformance-aborted'), signal, context)
        if (answer !== undefined)
          expectTrue(answer.status !== 'accepted', 'a message not accepted after the abort')
        const after = (await context.delivered?.())?.length ?? 0
        expectEqual(after - before, 0, 'the number of messages that arrived')
      },
    },
    {
      name: 'channel: gives up soon after its signal fires, or has sent by then',
      run: async (context) => {
        const channel = await context.open()
        const controller = new AbortController()
        const pending = giveUp(
          channel,
          messageTo(context.to, 'conformance-abort'),
          controller.signal,
          context,
        )
        controller.abort()
        await pending
      },
    },
    {
      name: 'channel: with `idempotent`, the same key again is accepted and no second message arrives',
      run: async (context) => {
        const channel = await context.open()
        if (!channel.idempotent) return
        const before = (await context.delivered?.())?.length ?? 0
        const message = messageTo(context.to, 'conformance-twice')
        expectEqual((await send(channel, message)).status, 'accepted', 'the first answer')
        expectEqual((await send(channel, message)).status, 'accepted', 'the second answer')
        if (context.delivered === undefined) return
        expectEqual((await context.delivered()).length - before, 1, 'the number of messages that arrived')
      },
    },
  ]
}

function messageTo(to: string, messageKey: string): OutgoingMessage {
  return {
    messageKey,
    to,
    contactId: 'conformance',
    class: 'transactional',
    purpose: 'conformance',
    subject: 'Conformance',
    preheader: undefined,
    html: '<p>Hello</p>',
    text: 'Hello',
    language: 'en',
    meta: {},
  }
}

/** Sends, and checks that the answer is one that the engine knows. */
async function send(channel: Channel, message: OutgoingMessage): Promise<SendResult> {
  const answer = await channel.send(message, { signal: new AbortController().signal })
  expectTrue(
    STATUSES.includes(answer?.status),
    `one of the results ${STATUSES.join(', ')}, got ${JSON.stringify(answer)}`,
  )
  return answer
}

/** The answer to a message whose signal fires, or nothing when the channel threw; an error when it hangs. */
async function giveUp(
  channel: Channel,
  message: OutgoingMessage,
  signal: AbortSignal,
  { patience = 5000 }: ChannelContext,
): Promise<SendResult | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Expected the channel to give up within ${patience} ms, got nothing`)),
      patience,
    )
  })
  const answer = channel.send(message, { signal }).catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

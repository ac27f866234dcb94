import { isClienteleError } from '../../errors.ts'
import type { Channel, OutgoingMessage, SendResult } from '../../ports/channel.ts'
import type { Clock } from '../../ports/clock.ts'

/** What came of a call: the channel's answer, and the plugin's own fault if it had one. */
export interface ChannelCall {
  readonly result: SendResult
  readonly fault?: 'threw' | 'hung' | 'rubbish' | undefined
}

/**
 * Calls a channel and always answers: one that throws, hangs past the time-out or answers rubbish leaves *unknown*,
 * because nobody knows how far it got. Only `CHANNEL_UNAVAILABLE` and `CHANNEL_REJECTED` say that nothing was sent.
 */
export async function callChannel(
  channel: Channel,
  message: OutgoingMessage,
  options: { readonly clock: Clock; readonly timeoutMs: number },
): Promise<ChannelCall> {
  const timeout = new AbortController()
  const answered = new AbortController()
  const hung = options.clock.sleepUntil(options.clock.now() + options.timeoutMs, answered.signal).then(
    (): ChannelCall => ({ result: { status: 'unknown', reason: 'time-out' }, fault: 'hung' }),
    () => new Promise<never>(() => undefined),
  )
  try {
    return await Promise.race([attempt(channel, message, timeout.signal), hung])
  } finally {
    answered.abort()
  }
}

async function attempt(
  channel: Channel,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<ChannelCall> {
  try {
    const result: unknown = await channel.send(message, { signal })
    return isSendResult(result)
      ? { result }
      : { result: { status: 'unknown', reason: 'rubbish' }, fault: 'rubbish' }
  } catch (error) {
    if (isClienteleError(error, 'CHANNEL_UNAVAILABLE'))
      return { result: { status: 'unavailable', reason: 'unavailable' } }
    if (isClienteleError(error, 'CHANNEL_REJECTED'))
      return { result: { status: 'rejected', reason: 'rejected' } }
    return { result: { status: 'unknown', reason: 'threw' }, fault: 'threw' }
  }
}

const STATUSES: ReadonlySet<unknown> = new Set(['accepted', 'rejected', 'unavailable', 'unknown'])

function isSendResult(value: unknown): value is SendResult {
  return typeof value === 'object' && value !== null && 'status' in value && STATUSES.has(value.status)
}

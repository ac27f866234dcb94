import type { Channel, OutgoingMessage, SendResult } from '@clientele/core'

/**
 * What a scripted channel does with one message: answers, throws, or hangs until its signal fires. `sentThenThrows`
 * is the worst case: the message is out, and nobody knows.
 */
export type ScriptedAnswer = SendResult | 'throws' | 'sentThenThrows' | 'hangs'

/** Choices of {@link recordingChannel}. */
export interface RecordingChannelOptions {
  /** @default 'email' */
  readonly channel?: string | undefined
  readonly addressField?: string | undefined
  /** A message key that was sent is then accepted again without a second message. @default false */
  readonly idempotent?: boolean | undefined
  /** Is the address one? Others are `rejected`. @default every address is */
  readonly takes?: ((to: string) => boolean) | undefined
  /** Answers in the order of the calls, or by message; those that are missing are `accepted`. */
  readonly answers?:
    | readonly ScriptedAnswer[]
    | ((message: OutgoingMessage, call: number) => ScriptedAnswer | undefined)
    | undefined
}

/** A channel that keeps what it was given. */
export interface RecordingChannel extends Channel {
  /** Every call, whatever was answered. */
  readonly calls: readonly OutgoingMessage[]
  /** The messages that went out to the person. */
  readonly sent: readonly OutgoingMessage[]
}

/**
 * Makes a channel that sends nothing and keeps everything, with scripted answers.
 *
 * @example
 * ```ts
 * const channel = recordingChannel({ answers: [{ status: 'unavailable', reason: 'greylisted' }, 'hangs'] })
 * console.log(channel.sent.length, channel.calls.length)
 * ```
 */
export function recordingChannel(options: RecordingChannelOptions = {}): RecordingChannel {
  const { channel = 'email', addressField, idempotent = false, takes, answers = [] } = options
  const calls: OutgoingMessage[] = []
  const sent: OutgoingMessage[] = []
  const answerOf =
    typeof answers === 'function' ? answers : (_: OutgoingMessage, call: number) => answers[call]

  const deliver = (message: OutgoingMessage): void => {
    const known = sent.some(({ messageKey }) => messageKey === message.messageKey)
    if (!idempotent || !known) sent.push(message)
  }

  return {
    channel,
    addressField,
    idempotent,
    calls,
    sent,
    send: async (message, { signal }) => {
      const answer = answerOf(message, calls.length) ?? { status: 'accepted', providerId: message.messageKey }
      calls.push(message)
      if (signal.aborted) return { status: 'unavailable', reason: 'aborted' }
      if (takes?.(message.to) === false) return { status: 'rejected', reason: 'bad address' }
      if (answer === 'hangs') return untilAborted(signal)
      if (answer === 'throws') throw new Error('Planned: the channel failed before it sent.')
      if (answer === 'sentThenThrows' || answer.status === 'accepted') deliver(message)
      if (answer === 'sentThenThrows') throw new Error('Planned: the channel failed after it sent.')
      return answer
    },
  }
}

/** Never answers by itself; nobody knows what became of the message. */
async function untilAborted(signal: AbortSignal): Promise<SendResult> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  return { status: 'unknown', reason: 'aborted' }
}

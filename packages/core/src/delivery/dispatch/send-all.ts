import type { Kernel } from '../../kernel.ts'
import type { MessageIntent } from '../../model/message.ts'
import type { Suppression } from '../../ports/repositories/suppressions.ts'
import { normaliseAddress } from '../normalise-address.ts'
import type { Breaker } from './breaker.ts'
import { callChannel } from './call-channel.ts'
import type { ReadyMessage } from './decide-slice.ts'
import { settledBy, waiting } from './settlement.ts'
import type { Settler } from './settler.ts'

/** How messages are handed to the channels. */
export interface SendParts {
  readonly kernel: Kernel
  readonly breakerOf: (channel: string) => Breaker
  readonly settler: Settler
  /** Calls of one channel at a time. */
  readonly concurrency: number
  readonly timeoutMs: number
  /** When it fires, what was not yet given to a channel goes back to the outbox. */
  readonly signal: AbortSignal | undefined
}

/**
 * Gives messages that are committed as `sending` to their channels, some at a time for each, so that a slow channel
 * does not hold up the others; settles each as its answer comes.
 */
export async function sendAll(ready: readonly ReadyMessage[], parts: SendParts): Promise<void> {
  const byChannel = new Map<string, ReadyMessage[]>()
  for (const message of ready) {
    const queue = byChannel.get(message.intent.channel) ?? []
    byChannel.set(message.intent.channel, queue)
    queue.push(message)
  }
  const workers: Promise<void>[] = []
  for (const queue of byChannel.values()) {
    const waitingInLine = queue[Symbol.iterator]()
    for (let worker = 0; worker < Math.min(parts.concurrency, queue.length); worker++)
      workers.push(drain(waitingInLine, parts))
  }
  await Promise.all(workers)
  await parts.settler.flush()
}

async function drain(line: Iterator<ReadyMessage>, parts: SendParts): Promise<void> {
  for (let next = line.next(); next.done !== true; next = line.next()) await sendOne(next.value, parts)
}

async function sendOne({ intent, outgoing }: ReadyMessage, parts: SendParts): Promise<void> {
  const { kernel, settler } = parts
  const channel = kernel.channels.get(intent.channel)
  const breaker = parts.breakerOf(intent.channel)
  const now = kernel.clock.now()
  const shutUntil = breaker.admits(now)
  const late = intent.leaseUntil !== undefined && now + parts.timeoutMs > intent.leaseUntil
  if (channel === undefined || shutUntil !== undefined || late || parts.signal?.aborted === true) {
    if (shutUntil === undefined) breaker.released()
    settler.add(givenBack(intent, shutUntil ?? now, now))
    return
  }
  const { result, fault } = await callChannel(channel, outgoing, {
    clock: kernel.clock,
    timeoutMs: parts.timeoutMs,
  })
  const end = kernel.clock.now()
  if (result.status === 'accepted' || result.status === 'rejected') breaker.succeeded()
  else breaker.failed(end)
  if (fault !== undefined) report(kernel, intent, fault)
  const suppressed = result.status === 'rejected' && result.suppress === true
  const suppression: Suppression | undefined = suppressed
    ? { channel: intent.channel, address: normaliseAddress(outgoing.to), reason: 'bounce', at: end }
    : undefined
  settler.add(settledBy(intent, result, channel.idempotent, end), suppression)
}

/** The channel was not called: the message is as free to be sent as before, and this was no attempt. */
function givenBack(intent: MessageIntent, dueAt: number, now: number): MessageIntent {
  const held = { gate: 'dispatch', outcome: 'defer', rule: 'not-called', at: now } as const
  return { ...waiting(intent, dueAt, held), attempts: intent.attempts - 1 }
}

function report(kernel: Kernel, intent: MessageIntent, fault: 'threw' | 'hung' | 'rubbish'): void {
  const pluginId = kernel.channelOwners.get(intent.channel) ?? intent.channel
  const code = fault === 'hung' ? 'PLUGIN_TIMEOUT' : 'PLUGIN_FAILED'
  kernel.logger.error(`The plugin \`${pluginId}\` ${WORDS[fault]} as it was given a message.`, {
    plugin: pluginId,
    messageKey: intent.messageKey,
    code,
  })
  kernel.emit('plugin.failed', { pluginId, code })
}

const WORDS = {
  threw: 'threw',
  hung: 'did not answer in time',
  rubbish: 'answered what no channel may answer',
}

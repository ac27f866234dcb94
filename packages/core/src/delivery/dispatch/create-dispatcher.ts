import { ClienteleError } from '../../errors.ts'
import type { Abortable } from '../../intake/intake-api.ts'
import type { Kernel } from '../../kernel.ts'
import type { MessageIntent } from '../../model/message.ts'
import { keepStates } from '../../profile/write-states.ts'
import { compilePressure } from '../rules/pressure.ts'
import { compileQuietHours } from '../rules/quiet-hours.ts'
import { createTemplateLoader } from '../templates/template-engine.ts'
import { type Breaker, type BreakerOptions, createBreaker } from './breaker.ts'
import { decideSlice, type ReadyMessage } from './decide-slice.ts'
import { recoverAbandoned } from './recover-abandoned.ts'
import { sendAll } from './send-all.ts'
import { countStates, createSettler, type MessageCounts, type MutableCounts } from './settler.ts'
import { loadSlice } from './slice.ts'

/** Takes due messages from the outbox, through the gates, to the channels. */
export interface Dispatcher {
  /**
   * Delivers all that is due at the clock's instant and returns what became of it.
   * @throws `ABORTED`; `STORAGE_…` when the outbox could not be read or written.
   */
  readonly dispatchDue: (options?: Abortable) => Promise<MessageCounts>
}

/** How a dispatcher works. */
export interface DispatcherOptions {
  /** Messages decided in one transaction. @default 100 */
  readonly slice?: number | undefined
  /** Calls of one channel at a time. @default 10 */
  readonly concurrency?: number | undefined
  /** How long a channel may take for one message, in ms. @default 30 000 */
  readonly timeoutMs?: number | undefined
  readonly breaker?: BreakerOptions | undefined
}

/** How long a slice may take to be decided before another worker may take it, in ms. */
const DECIDE_LEASE_MS = 60_000
/** More than a slice needs when every call takes its whole time. */
const LEASE_MARGIN_MS = 30_000

/**
 * Makes the dispatcher of an instance. Every message is committed as `sending`, with its place under every pressure
 * rule, before its channel is called, and settled by the fence of its claim: a worker that lost its claim writes
 * nothing. A message whose worker died in between is taken up by {@link recoverAbandoned}, never sent blindly again.
 *
 * Nothing of what is sent is tracked as an event of the contact: conditions read what people do, the outbox says
 * what was sent to them, and no message can set off its own scenario.
 */
export function createDispatcher(kernel: Kernel, options: DispatcherOptions = {}): Dispatcher {
  const size = options.slice ?? 100
  const concurrency = options.concurrency ?? 10
  const timeoutMs = options.timeoutMs ?? 30_000
  const leaseMs = Math.ceil(size / concurrency) * timeoutMs + LEASE_MARGIN_MS
  const quietHours = compileQuietHours(kernel.quietHours)
  const pressure = compilePressure(kernel.pressure)
  const loadEngine = createTemplateLoader()
  const breakers = new Map<string, Breaker>()
  const breakerOf = (channel: string): Breaker => {
    const breaker = breakers.get(channel) ?? createBreaker(options.breaker)
    breakers.set(channel, breaker)
    return breaker
  }

  const decide = async (claimed: readonly MessageIntent[]): Promise<Decided> => {
    // Before the transaction, which must not wait for a module to be read.
    const engine = await loadEngine()
    const decided = await kernel.storage.transaction(async (tx) => {
      const now = kernel.clock.now()
      const slice = await loadSlice(tx, claimed, kernel)
      const shutUntil = (channel: string): number | undefined => breakerOf(channel).shutUntil(now)
      const parts = { kernel, engine, quietHours, pressure, shutUntil, now, leaseUntil: now + leaseMs }
      const messages = await decideSlice(tx, slice, parts)
      const written = new Set(await tx.messages.settle(messages.map(({ intent }) => intent)))
      return { messages: messages.filter(({ intent }) => written.has(intent.messageKey)), slice }
    })
    keepStates(decided.slice.states.values(), kernel)
    return {
      ready: decided.messages.flatMap(({ intent, outgoing }) =>
        outgoing === undefined ? [] : { intent, outgoing },
      ),
      settled: decided.messages.flatMap(({ intent, outgoing }) => (outgoing === undefined ? intent : [])),
    }
  }

  return {
    dispatchDue: async ({ signal } = {}) => {
      const counts: MutableCounts = { sent: 0, failed: 0, withheld: 0, deferred: 0, inDoubt: 0 }
      const tell = (messages: readonly MessageIntent[]): void => {
        countStates(counts, messages)
        for (const message of messages) announce(kernel, message)
      }
      tell(await recoverAbandoned(kernel))
      for (;;) {
        if (signal?.aborted === true) throw aborted()
        const now = kernel.clock.now()
        const claimed = await kernel.storage.transaction((tx) =>
          tx.messages.claim(now, size, now + DECIDE_LEASE_MS),
        )
        if (claimed.length === 0) return counts
        const { ready, settled } = await decide(claimed)
        tell(settled)
        const settler = createSettler(kernel, tell)
        await sendAll(ready, { kernel, breakerOf, settler, concurrency, timeoutMs, signal })
      }
    },
  }
}

interface Decided {
  readonly ready: readonly ReadyMessage[]
  readonly settled: readonly MessageIntent[]
}

function announce(kernel: Kernel, message: MessageIntent): void {
  if (message.state === 'pending' || message.state === 'sending') return
  const last = message.decisions.at(-1)
  if (last?.gate === 'render' && last.outcome === 'stop') {
    const { scenarioId, node } = message
    kernel.logger.error('A message was withheld because its template failed.', {
      scenarioId,
      node,
      rule: last.rule,
    })
  }
  const { messageKey, scenarioId, contactId, channel, state } = message
  kernel.emit('message.settled', { messageKey, scenarioId, contactId, channel, state })
}

function aborted(): ClienteleError {
  return new ClienteleError(
    'ABORTED',
    'Expected to deliver all that is due, got an abort signal before; what was sent is settled.',
  )
}

import type { EngineApi, TickResult } from '../clientele-api.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import { createBackground } from './background.ts'
import { catchUpDue } from './catch-up-due.ts'

/** The counts of messages of one turn, by what became of them. */
export type MessageCounts = TickResult['messages']

/** What a turn of the engine does besides timers and memberships. */
export interface EngineParts {
  /** Goes on with what was cut: definitions that are still to be evaluated over the base, runs to be resumed. */
  readonly resume: (options: Abortable) => Promise<void>
  /** Delivers what is due in the outbox. */
  readonly dispatchDue: (options: Abortable) => Promise<MessageCounts>
}

/** The engine, and the call that lets its background work look again. */
export interface Engine extends EngineApi {
  readonly wake: () => void
}

/** Makes the engine of an instance; it does nothing by itself until `start`. */
export function createEngine(kernel: Kernel, parts: EngineParts): Engine {
  let last: Promise<unknown> = Promise.resolve()

  const turn = async (options: Abortable): Promise<TickResult> => {
    await parts.resume(options)
    let contacts = 0
    const messages = { sent: 0, failed: 0, withheld: 0, deferred: 0, inDoubt: 0 }
    const leftOut = new Set<string>()
    for (;;) {
      const due = await catchUpDue(kernel, { ...options, leftOut })
      const counts = await parts.dispatchDue(options)
      contacts += due
      let settled = 0
      for (const state of Object.keys(messages) as (keyof MessageCounts)[]) {
        messages[state] += counts[state]
        settled += counts[state]
      }
      if (due === 0 && settled === 0) return { contacts, messages }
    }
  }

  /** One turn at a time: two would only wait for each other's contacts. */
  const tick = (options: Abortable = {}): Promise<TickResult> => {
    const result = last.then(() => turn(options))
    last = result.catch(() => undefined)
    return result
  }

  const nextDue = async (): Promise<Instant | undefined> => {
    const instants = await kernel.storage.transaction(async (tx) => [
      await tx.memberships.nextDue(),
      await tx.runs.nextDue(),
      kernel.program().keptTraits.length > 0 ? await tx.traits.nextDue() : undefined,
      await tx.messages.nextDue(),
    ])
    const known = instants.filter((at) => at !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }

  const background = createBackground(kernel, { tick, nextDue })
  return { tick, nextDue, ...background }
}

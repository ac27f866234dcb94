import { EventEmitter } from 'eventemitter3'
import type { Logger } from '../ports/logger.ts'

/** Tells listeners what happened; a listener that throws hurts neither the teller nor the other listeners. */
export interface Emitter<Events extends object> {
  readonly emit: <Name extends keyof Events & string>(name: Name, payload: Events[Name]) => void
  /** Answers the function that takes the listener off again. */
  readonly on: <Name extends keyof Events & string>(
    name: Name,
    listener: (payload: Events[Name]) => void,
  ) => () => void
  readonly removeAll: () => void
}

/** Makes an emitter that reports what its listeners throw. */
export function createEmitter<Events extends object>(logger: Logger): Emitter<Events> {
  const emitter = new EventEmitter()
  const report = (name: string, error: unknown) =>
    logger.error(`A listener of \`${name}\` failed; the engine goes on.`, {
      error: error instanceof Error ? error.name : typeof error,
    })

  return {
    emit: (name, payload) => {
      emitter.emit(name, payload)
    },
    on: (name, listener) => {
      const guarded = (payload: unknown) => {
        try {
          // A listener may be an async function, whose rejection nobody would see.
          const answer: unknown = (listener as (payload: unknown) => unknown)(payload)
          if (answer instanceof Promise) answer.catch((error: unknown) => report(name, error))
        } catch (error) {
          report(name, error)
        }
      }
      emitter.on(name, guarded)
      return () => {
        emitter.off(name, guarded)
      }
    },
    removeAll: () => {
      emitter.removeAllListeners()
    },
  }
}

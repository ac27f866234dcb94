import type { IntakeApi } from '../intake/intake-api.ts'
import type { Clock } from '../ports/clock.ts'

/** The same door, with something done after every call that succeeded: the engine looks whether more is due. */
export function waking<Api extends object>(api: Api, wake: () => void): Api {
  const wrapped = Object.entries(api).map(([name, member]) => [
    name,
    typeof member === 'function' ? thenWake(member as (...given: unknown[]) => unknown, wake) : member,
  ])
  return Object.fromEntries(wrapped) as Api
}

function thenWake(
  call: (...given: unknown[]) => unknown,
  wake: () => void,
): (...given: unknown[]) => unknown {
  return (...given) => {
    const result = call(...given)
    if (!(result instanceof Promise)) return result
    return result.then((value: unknown) => {
      wake()
      return value
    })
  }
}

/** How long another process's change of a definition may stay unseen by intake, in ms. */
const REFRESH_AFTER = 5000

/** The doors of intake where several processes share a storage: definitions are read anew from time to time. */
export function refreshing(
  intake: { readonly api: IntakeApi },
  book: { readonly refresh: () => Promise<void> },
  clock: Pick<Clock, 'now'>,
): { readonly api: IntakeApi } {
  let last = clock.now()
  const fresh = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    const now = clock.now()
    if (now - last >= REFRESH_AFTER) {
      last = now
      await book.refresh()
    }
    return call()
  }
  const { track, upsert, put, ingest } = intake.api
  return {
    api: {
      track: (events, options) => fresh(() => track(events, options)),
      upsert: (records, options) => fresh(() => upsert(records, options)),
      put: (rows, options) => fresh(() => put(rows, options)),
      ingest: (items, options) => fresh(() => ingest(items, options)),
    },
  }
}

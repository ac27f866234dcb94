import { ClienteleError } from '../errors.ts'
import type { Storage } from '../ports/storage.ts'

/** The same storage, whose transactions are refused with `CLOSED` once the instance is closed. */
export function guardStorage(storage: Storage, isClosed: () => boolean): Storage {
  const refuseClosed = () => {
    if (isClosed())
      throw new ClienteleError(
        'CLOSED',
        'Expected an open instance, got one that was closed; create a new one.',
      )
  }
  const { sql, view } = storage
  return {
    id: storage.id,
    capabilities: storage.capabilities,
    migrations: storage.migrations,
    open: () => storage.open(),
    transaction: async (work) => {
      refuseClosed()
      return storage.transaction(work)
    },
    view:
      view &&
      (async () => {
        refuseClosed()
        return view()
      }),
    sql:
      sql &&
      (async (text, options) => {
        refuseClosed()
        return sql(text, options)
      }),
    within: (hostTransaction) => {
      refuseClosed()
      return storage.within(hostTransaction)
    },
    close: () => storage.close(),
  }
}

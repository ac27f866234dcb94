import type { Kernel } from '../../kernel.ts'
import type { IdentityColumns } from '../match/columns.ts'
import type { IdentityApi } from './match/identity-api.ts'

/** The door of matching, whose code is loaded when it is first opened: most processes only take records in. */
export function lazyIdentityApi(kernel: Kernel, columns: IdentityColumns | undefined): IdentityApi {
  let loaded: Promise<IdentityApi> | undefined
  const api = (): Promise<IdentityApi> => {
    loaded ??= import('./match/create-identity-api.ts').then((made) =>
      made.createIdentityApi(kernel, columns),
    )
    return loaded
  }
  return {
    train: async (options) => (await api()).train(options),
    preview: async (options) => (await api()).preview(options),
    apply: async (options) => (await api()).apply(options),
    models: async () => (await api()).models(),
    review: {
      list: async (options) => (await api()).review.list(options),
      accept: async (pair, decision) => (await api()).review.accept(pair, decision),
      refuse: async (pair, decision) => (await api()).review.refuse(pair, decision),
    },
    households: async (options) => (await api()).households(options),
    explainMatch: async (a, b) => (await api()).explainMatch(a, b),
    explainContact: async (contactId) => (await api()).explainContact(contactId),
    report: async (options) => (await api()).report(options),
  }
}

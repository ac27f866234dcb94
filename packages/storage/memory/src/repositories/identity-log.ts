import type { IdentityLogRepository } from '@clientele/core'
import { pageOf } from '../page-of.ts'
import type { Tables } from '../tables.ts'

export function identityLogRepository({ identityLog }: Tables): IdentityLogRepository {
  return {
    append: async (entries) => identityLog.put(entries),
    ofContacts: async (contactIds) => {
      const entries = identityLog.find('contact', contactIds)
      return pageOf(entries, ({ id }) => id, { limit: entries.length })
    },
    scan: async (page) => identityLog.page(page),
  }
}

import type { AuditRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'

export function auditRepository({ audit }: Tables): AuditRepository {
  return {
    append: async (entries) => audit.put(entries),
    list: async (page) => audit.page(page),
  }
}

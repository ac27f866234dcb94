import type { RowRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import { pageOf } from '../page-of.ts'
import type { Tables } from '../tables.ts'

export function rowRepository({ rows }: Tables): RowRepository {
  return {
    byKeys: async (table, keys) => rows.pick(keys.map((key) => compositeKey(table, key))),
    ofContacts: async (contactIds, wanted) =>
      rows.find('contact', contactIds).filter(({ table }) => wanted.includes(table)),
    following: async (slots) => rows.find('follows', slots),
    put: async (changed) => rows.put(changed),
    scan: async (table, page) => pageOf(rows.find('table', [table]), ({ key }) => key, page),
    count: async (table) => rows.find('table', [table]).length,
  }
}

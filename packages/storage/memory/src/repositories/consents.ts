import type { ConsentRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'

export function consentRepository({ consents }: Tables): ConsentRepository {
  return {
    append: async (added) => consents.putNew(added),
    ofContacts: async (contactIds) => consents.find('contact', contactIds),
  }
}

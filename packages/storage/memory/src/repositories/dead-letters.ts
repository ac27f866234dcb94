import type { DeadLetterRepository } from '@clientele/core'
import type { Tables } from '../tables.ts'

export function deadLetterRepository({ deadLetters }: Tables): DeadLetterRepository {
  return {
    put: async (letters) => deadLetters.put(letters),
    list: async (page) => deadLetters.page(page),
    remove: async (ids) => deadLetters.remove(deadLetters.pick(ids)),
    count: async () => deadLetters.size(),
  }
}

import type { Storage } from '@clientele/core'
import { compareStorages } from '@clientele/testing'
import { describe, expect, it } from 'vitest'
import { memory } from './memory.ts'

const open = async (): Promise<Storage> => {
  const storage = memory()
  await storage.open()
  return storage
}

/** A memory whose transactions misbehave: what the model-based test is there to find. */
function spoilt(storage: Storage, spoil: (storage: Storage) => Partial<Storage>): Storage {
  return { ...storage, ...spoil(storage) }
}

describe('compareStorages', () => {
  it('finds two memories equal', () => compareStorages({ reference: open, subject: open, numRuns: 150 }))

  it('finds an adapter that keeps what a failed transaction wrote', async () => {
    const subject = async (): Promise<Storage> =>
      spoilt(await open(), (storage) => ({
        transaction: async (work) => {
          let error: unknown
          const result = await storage.transaction((transaction) =>
            work(transaction).catch((thrown: unknown) => {
              error = thrown
            }),
          )
          if (error !== undefined) throw error
          return result as Awaited<ReturnType<typeof work>>
        },
      }))
    await expect(compareStorages({ reference: open, subject, seed: 1 })).rejects.toThrow(/Property failed/)
  })

  it('finds an adapter whose aliases do not point on, and prints the history that shows it', async () => {
    const subject = async (): Promise<Storage> =>
      spoilt(await open(), (storage) => ({
        transaction: (work) =>
          storage.transaction((transaction) =>
            work({
              ...transaction,
              contacts: {
                ...transaction.contacts,
                resolve: async (ids) => {
                  const resolved = await transaction.contacts.resolve(ids)
                  return new Map([...resolved].filter(([from, to]) => from === to))
                },
              },
            }),
          ),
      }))
    await expect(compareStorages({ reference: open, subject, seed: 1 })).rejects.toThrow(/merge\(/)
  })
})

import { isClienteleError } from '@clientele/core'
import { faultyStorage } from '@clientele/testing'
import { expect, it } from 'vitest'
import { memory } from './memory.ts'

it('faultyStorage breaks before or after the commit of the transaction that the plan names', async () => {
  const storage = faultyStorage(memory(), (nth) =>
    nth === 1 ? 'beforeCommit' : nth === 2 ? 'afterCommit' : undefined,
  )
  await storage.open()
  const put = (key: string): Promise<void> =>
    storage.transaction(({ checkpoints }) => checkpoints.put(key, 1))
  const isPlanned = (error: unknown): boolean =>
    isClienteleError(error, 'STORAGE_UNAVAILABLE') && error.retryable
  await expect(put('lost')).rejects.toSatisfy(isPlanned)
  await expect(put('kept')).rejects.toSatisfy(isPlanned)
  await put('third')
  const found = await storage.transaction(async ({ checkpoints }) => [
    await checkpoints.get('lost'),
    await checkpoints.get('kept'),
    await checkpoints.get('third'),
  ])
  expect(found).toEqual([undefined, 1, 1])
  expect(storage.transactions()).toBe(4)
})

import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { expect, it } from 'vitest'
import { createClientele } from '../../src/index.ts'

it('a suppressed address is found however it is written, until it is taken out', async () => {
  await using clientele = await createClientele({
    storage: memory(),
    clock: virtualClock(1000),
    logger: recordingLogger(),
  })
  const { suppressions } = clientele
  await suppressions.add([{ channel: 'email', address: ' Ada@Shop.FR ', reason: 'complaint', at: 1000 }])
  expect(await suppressions.find('email', ['ADA@shop.fr'])).toEqual([
    { channel: 'email', address: 'ada@shop.fr', reason: 'complaint', at: 1000 },
  ])
  expect(await suppressions.find('sms', ['ada@shop.fr'])).toEqual([])
  await suppressions.remove([{ channel: 'email', address: 'ada@shop.fr' }])
  expect(await suppressions.find('email', ['ada@shop.fr'])).toEqual([])
})

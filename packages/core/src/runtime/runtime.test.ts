import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { JsonObject } from '../model/json.ts'
import type { Logger } from '../ports/logger.ts'
import { createEmitter } from './emitter.ts'
import { systemClock } from './system-clock.ts'
import { uuidV7 } from './uuid-v7.ts'

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

it('makes UUIDs of version 7 that carry their instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), (at) => {
      const id = uuidV7({ now: () => at }).next()
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at)
    }),
  )
})

it('orders the ids of one source as they were made, whatever the clock does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1_000_000, max: 1_000_003 }), { minLength: 2, maxLength: 50 }),
      (clock) => {
        let turn = 0
        const ids = uuidV7({ now: () => clock[turn++ % clock.length] as number })
        const made = Array.from({ length: 10_000 / clock.length }, () => ids.next())
        expect([...made].sort()).toEqual(made)
        expect(new Set(made).size).toBe(made.length)
      },
    ),
    { numRuns: 20 },
  )
})

it('ends a sleep with ABORTED when its signal fires', async () => {
  const controller = new AbortController()
  const clock = systemClock()
  const sleep = clock.sleepUntil(clock.now() + 3_600_000, controller.signal)
  controller.abort()
  await expect(sleep).rejects.toMatchObject({ code: 'ABORTED' })
  await expect(clock.sleepUntil(clock.now() + 1, controller.signal)).rejects.toMatchObject({
    code: 'ABORTED',
  })
})

it('keeps a listener that throws, or rejects, from the teller and from the others', async () => {
  const errors: (JsonObject | undefined)[] = []
  const emitter = createEmitter<{ happened: { readonly count: number } }>({
    ...silent,
    error: (_, details) => errors.push(details),
  })
  const heard: number[] = []
  emitter.on('happened', () => {
    throw new TypeError('a person: jean@example.org')
  })
  emitter.on('happened', async () => {
    throw new RangeError('later')
  })
  const off = emitter.on('happened', ({ count }) => heard.push(count))
  emitter.emit('happened', { count: 1 })
  off()
  emitter.emit('happened', { count: 2 })
  await Promise.resolve()
  expect(heard).toEqual([1])
  expect(errors).toEqual([
    { error: 'TypeError' },
    { error: 'TypeError' },
    { error: 'RangeError' },
    { error: 'RangeError' },
  ])
})

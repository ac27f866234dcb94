import { isClienteleError } from '@clientele/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { virtualClock } from './virtual-clock.ts'

describe('virtualClock', () => {
  it('stands still until it is told to go on', async () => {
    const clock = virtualClock(1000)
    expect(clock.now()).toBe(1000)
    await clock.advance(500)
    expect(clock.now()).toBe(1500)
  })

  it('wakes sleepers in the order of their instants, each at its own, whatever the order of going to sleep', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 20 }), async (delays) => {
        const clock = virtualClock(0)
        const woken: number[] = []
        const done = delays.map(async (delay) => {
          await clock.sleepUntil(delay)
          expect(clock.now()).toBe(delay)
          woken.push(delay)
        })
        await clock.advance(1000)
        await Promise.all(done)
        expect(woken).toEqual([...delays].sort((a, b) => a - b))
      }),
    )
  })

  it('lets a sleeper sleep again on the way', async () => {
    const clock = virtualClock(0)
    const seen: number[] = []
    const everyTen = (async (): Promise<void> => {
      for (let at = 10; at <= 50; at += 10) {
        await clock.sleepUntil(at)
        seen.push(clock.now())
      }
    })()
    await clock.advance(1000)
    await everyTen
    expect(seen).toEqual([10, 20, 30, 40, 50])
    expect(clock.now()).toBe(1000)
  })

  it('jumps to an instant and wakes those that are overdue there', async () => {
    const clock = virtualClock(0)
    let seen: number | undefined
    const woken = clock.sleepUntil(10).then(() => {
      seen = clock.now()
    })
    await clock.set(99)
    await woken
    expect(seen).toBe(99)
    await clock.set(5)
    expect(clock.now()).toBe(5)
  })

  it('answers at once for an instant that has come', async () => {
    const clock = virtualClock(10)
    await clock.sleepUntil(10)
    expect(clock.nextWake()).toBeUndefined()
  })

  it('rejects a sleep with ABORTED when its signal fires, before or during it', async () => {
    const clock = virtualClock(0)
    const controller = new AbortController()
    const sleep = clock.sleepUntil(10, controller.signal)
    controller.abort()
    await expect(sleep).rejects.toSatisfy((error) => isClienteleError(error, 'ABORTED'))
    await expect(clock.sleepUntil(10, controller.signal)).rejects.toSatisfy((error) =>
      isClienteleError(error, 'ABORTED'),
    )
    expect(clock.nextWake()).toBeUndefined()
  })
})

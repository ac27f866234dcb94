import { type Fault, faultyStorage } from '@clientele/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDispatcher } from '../../src/delivery/dispatch/create-dispatcher.ts'
import type { SendResult } from '../../src/index.ts'
import { makeWorld } from './world.ts'

const HOUR = 3_600_000

type Answer = 'accepted' | 'rejected' | 'unavailable' | 'unknown' | 'throws'

function resultOf(answer: Answer): SendResult {
  switch (answer) {
    case 'accepted':
      return { status: 'accepted' }
    case 'throws':
      throw new Error('bug')
    default:
      return { status: answer, reason: 'planned' }
  }
}

describe('the outbox, whatever breaks and wherever', () => {
  it('loses no message, sends no marketing message twice, and leaves none that nobody knows of', async () => {
    const plan = fc.record({
      faults: fc.array(
        fc.constantFrom<Fault | undefined>('beforeCommit', 'afterCommit', undefined, undefined),
        {
          maxLength: 25,
        },
      ),
      answers: fc.array(
        fc.constantFrom<Answer>('accepted', 'accepted', 'rejected', 'unavailable', 'unknown', 'throws'),
        {
          maxLength: 25,
        },
      ),
      marketing: fc.integer({ min: 1, max: 5 }),
      service: fc.integer({ min: 0, max: 3 }),
      idempotent: fc.boolean(),
      slice: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(plan, async ({ faults, answers, marketing, service, idempotent, slice }) => {
        const left = [...answers]
        /** Calls in which the provider may have sent: all but those that surely did not. */
        const maybeSent = new Map<string, number>()
        const world = await makeWorld({
          idempotent,
          answer: ({ messageKey }) => {
            const answer = left.shift() ?? 'accepted'
            const gone = answer !== 'rejected' && answer !== 'unavailable'
            if (gone) maybeSent.set(messageKey, (maybeSent.get(messageKey) ?? 0) + 1)
            return resultOf(answer)
          },
        })
        const keys: string[] = []
        for (let index = 0; index < marketing + service; index++) {
          const kind = index < marketing ? 'marketing' : 'transactional'
          const message = { messageKey: `${kind}-${index}`, runId: `run-${index}`, class: kind } as const
          keys.push((await world.put(message)).messageKey)
        }
        const broken = [...faults]
        const storage = faultyStorage(world.kernel.storage, () => broken.shift())
        // Each turn is a new process: the one before it died at the first fault.
        for (let process = 0; process < 60; process++) {
          const dispatcher = createDispatcher({ ...world.kernel, storage }, { slice })
          await dispatcher.dispatchDue().catch(() => undefined)
          await world.clock.advance(HOUR)
        }
        for (const key of keys) {
          const { state } = await world.read(key)
          const calls = maybeSent.get(key) ?? 0
          expect(['sent', 'failed', 'in-doubt']).toContain(state)
          if (state === 'sent') expect(calls).toBeGreaterThanOrEqual(1)
          if (key.startsWith('marketing') || !idempotent) {
            expect(calls).toBeLessThanOrEqual(1)
            // What may have gone out is not told as failed, nor the other way round.
            if (calls === 1) expect(['sent', 'in-doubt']).toContain(state)
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})

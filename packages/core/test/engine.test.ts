import { expect, it } from 'vitest'
import { createEngine } from '../src/engine/engine.ts'
import { createProgram } from '../src/engine/program.ts'
import { createIntake } from '../src/intake/intake.ts'
import type { CompiledSegment } from '../src/segments/compiled-segment.ts'
import { DAY, START } from './support/make-base.ts'
import { makeKernel } from './support/make-kernel.ts'

const nothing = { sent: 0, failed: 0, withheld: 0, deferred: 0, inDoubt: 0 }
const idle = { resume: async () => undefined, dispatchDue: async () => nothing }

/** A segment that everybody enters after a day; its evaluation fails for those whom `fails` names. */
function segmentThat(fails: (contactId: string) => boolean): CompiledSegment {
  return {
    id: 'old',
    version: 1,
    definition: { id: 'old', where: { all: [] } },
    test: (facts, now) => {
      if (now < START + DAY) return -(START + DAY)
      if (fails(facts.contactId)) throw new TypeError('a fault of the evaluator')
      return Number.POSITIVE_INFINITY
    },
    dependencies: {
      events: new Map(),
      tables: new Set(),
      fields: new Set(),
      segments: new Set(),
      ofHousehold: { events: new Set<string>(), tables: new Set<string>() },
      traits: new Set(),
    },
  }
}

it('lets no contact that fails hold up the others, and names it without a word about the person', async () => {
  let broken = ''
  const segments = [segmentThat((contactId) => contactId === broken)]
  const program = createProgram({ segments, scenarios: [], salt: 'salt', defaultZone: 'UTC' })
  const { kernel, clock } = await makeKernel({ program })
  const errors: unknown[] = []
  const logger = { ...kernel.logger, error: (_: string, details?: object) => errors.push(details) }
  const watched = { ...kernel, logger }
  const { api } = createIntake(watched)
  const { contactIds } = await api.track(
    ['a', 'b', 'c'].map((who) => ({
      name: 'Visit',
      identifiers: [{ type: 'email', value: `${who}@example.org` }],
    })),
  )
  broken = contactIds[1] as string
  await clock.advance(DAY)
  const engine = createEngine(watched, idle)
  await engine.tick()
  const members = await kernel.storage.transaction((tx) => tx.memberships.members('old', { limit: 10 }))
  expect([...members].sort()).toEqual([contactIds[0], contactIds[2]].sort())
  expect(errors).toEqual([{ contactId: broken, error: 'a fault of the evaluator' }])
  broken = ''
  expect(await engine.tick()).toMatchObject({ contacts: 1 })
  expect(await engine.nextDue()).toBeUndefined()
})

it('touches only what is due: nothing walks over the base (S6)', async () => {
  const program = createProgram({
    segments: [segmentThat(() => false)],
    scenarios: [],
    salt: '',
    defaultZone: 'UTC',
  })
  const { kernel, clock } = await makeKernel({ program })
  const { api } = createIntake(kernel)
  const visit = (who: number) => ({
    name: 'Visit',
    identifiers: [{ type: 'email', value: `${who}@example.org` }],
  })
  await api.track(Array.from({ length: 1500 }, (_, who) => visit(who)))
  const read: string[] = []
  const counting = {
    ...kernel,
    storage: {
      ...kernel.storage,
      transaction: ((work) =>
        kernel.storage.transaction((tx) =>
          work({
            ...tx,
            contacts: {
              ...tx.contacts,
              byIds: (ids) => {
                read.push(...ids)
                return tx.contacts.byIds(ids)
              },
              scan: () => Promise.reject(new Error('the base was walked over')),
            },
          }),
        )) as typeof kernel.storage.transaction,
    },
  }
  const engine = createEngine(counting, idle)
  await engine.tick()
  expect(read).toEqual([])
  await clock.advance(DAY)
  expect(await engine.tick()).toMatchObject({ contacts: 1500 })
  expect(new Set(read).size).toBe(1500)
  expect(read.length).toBe(1500)
})

it('ends with ABORTED between two slices, and what was done stays', async () => {
  const program = createProgram({
    segments: [segmentThat(() => false)],
    scenarios: [],
    salt: '',
    defaultZone: 'UTC',
  })
  const { kernel, clock } = await makeKernel({ program })
  const { api } = createIntake(kernel)
  const visit = (who: number) => ({
    name: 'Visit',
    identifiers: [{ type: 'email', value: `${who}@example.org` }],
  })
  await api.track(Array.from({ length: 1100 }, (_, who) => visit(who)))
  await clock.advance(DAY)
  const cut = new AbortController()
  const told = { ...kernel, emit: () => cut.abort() }
  await expect(createEngine(told, idle).tick({ signal: cut.signal })).rejects.toMatchObject({
    code: 'ABORTED',
  })
  const count = () => kernel.storage.transaction((tx) => tx.memberships.count('old'))
  expect(await count()).toBe(500)
  await createEngine(kernel, idle).tick()
  expect(await count()).toBe(1100)
})

import { memory } from '@clientele/storage-memory'
import { recordingLogger, virtualClock } from '@clientele/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { createClientele, definePlugin, type Plugin, type Storage } from '../src/index.ts'
import { DAY, makeBase, START } from './support/make-base.ts'
import { end, mail, scenarioOf } from './support/scenario-of.ts'

const quiet = { logger: recordingLogger(), timeZone: 'Europe/Paris' }
const empty = (id: string, others: Partial<Plugin> = {}) =>
  definePlugin({ id, kind: 'extension', setup: () => ({}), ...others } as Plugin)

/** A storage in memory that says whether it was closed. */
function watched(): { readonly storage: Storage; readonly closed: () => number } {
  const storage = memory()
  let closed = 0
  return {
    storage: {
      ...storage,
      close: async () => {
        closed++
        await storage.close()
      },
    },
    closed: () => closed,
  }
}

describe('options', () => {
  it.each([
    ['an unknown option', { storages: 1 }, 'storages'],
    ['a zone that is none', { timeZone: 'Paris' }, 'timeZone'],
    ['a source in capitals', { sources: ['eShop'] }, 'sources.0'],
    [
      'a table without its date',
      { tables: [{ name: 'orders', kind: 'interactions', columns: {} }] },
      'tables.0',
    ],
    [
      'a rule that is unknown',
      { fields: { city: { type: 'string', survivorship: { rule: 'newest' } } } },
      'fields.city',
    ],
    [
      'a recipe that is unknown',
      { fields: { city: { type: 'string', normalise: 'town' } } },
      'fields.city.normalise',
    ],
    [
      'a duration that is none',
      { pressure: [{ id: 'a', max: 1, window: { rolling: 'week' } }] },
      'pressure.0',
    ],
    ['no storage', { storage: undefined }, 'storage'],
  ])('are refused with the path: %s', async (_, wrong, path) => {
    const options = { storage: memory(), ...quiet, ...wrong } as never
    const refusal = await createClientele(options).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'INVALID_OPTIONS' })
    expect(String(refusal)).toContain(path)
  })

  it('refuses two declarations of one table that differ, and a link to nowhere', async () => {
    const table = (columns: Record<string, 'string'>, links?: Record<string, string>) =>
      ({ name: 'stores', kind: 'reference', columns, links }) as const
    await expect(
      createClientele({
        storage: memory(),
        ...quiet,
        tables: [table({ a: 'string' })],
        plugins: [empty('x', { tables: [table({ b: 'string' })] })],
      }),
    ).rejects.toThrow(/`stores` is declared twice/)
    await expect(
      createClientele({ storage: memory(), ...quiet, tables: [table({ a: 'string' }, { a: 'shops' })] }),
    ).rejects.toThrow(/`shops`/)
  })

  it('warns when nobody says which zone the shop is in', async () => {
    const logger = recordingLogger()
    await createClientele({ storage: memory(), logger })
    expect(logger.entries).toMatchObject([{ level: 'warn', message: expect.stringContaining('timeZone') }])
  })

  it('saves what is defined where it differs, live, and once', async () => {
    const storage = memory()
    const buyers = { id: 'buyers', where: { event: 'Order Completed' } }
    const lovers = { id: 'lovers', where: { segment: 'buyers' } }
    const scenarios = [scenarioOf('cart', { mail: mail('Hello', 'end'), end })]
    for (let start = 0; start < 2; start++) {
      const { clientele } = await makeBase({ storage, segments: [lovers, buyers], scenarios })
      expect((await clientele.segments.list()).map(({ version }) => version)).toEqual([1, 1])
      expect(await clientele.scenarios.list()).toMatchObject([
        { version: 1, state: 'live', savedBy: 'options' },
      ])
    }
    const edited = [{ ...buyers, name: 'Buyers' }]
    const { clientele } = await makeBase({ storage, segments: edited })
    const { definition, version } =
      (await clientele.segments.list()).find((one) => one.definition.id === 'buyers') ?? {}
    expect([definition?.name, version]).toEqual(['Buyers', 2])
  })
})

describe('plugins', () => {
  it('are found by their ids, with their own types', async () => {
    const clientele = await createClientele({
      storage: memory(),
      ...quiet,
      plugins: [
        definePlugin({
          id: 'greeter',
          kind: 'extension',
          setup: () => ({ greet: (name: string) => `Hello ${name}` }),
        }),
        definePlugin({ id: 'counter', kind: 'extension', setup: () => ({ count: 3 }) }),
      ],
    })
    expect(clientele.plugins.greeter.greet('Jeanne')).toBe('Hello Jeanne')
    expectTypeOf(clientele.plugins.counter).toEqualTypeOf<{ count: number }>()
    // @ts-expect-error there is no such plugin
    expect(clientele.plugins.nobody).toBeUndefined()
  })

  it('are refused twice, by the compiler and at run time', async () => {
    const mailer = definePlugin({ id: 'mail', kind: 'extension', setup: () => ({}) })
    await expect(
      // @ts-expect-error Duplicate plugin id "mail"
      createClientele({ storage: memory(), ...quiet, plugins: [mailer, mailer] }),
    ).rejects.toMatchObject({ code: 'PLUGIN_DUPLICATE', message: expect.stringContaining('`mail`') })
  })

  it('come after those that they need, and are given them', async () => {
    const order: string[] = []
    const note = (id: string, needs: readonly string[]) =>
      empty(id, {
        needs,
        setup: ({ plugins }) => {
          order.push(`${id}(${Object.keys(plugins).join()})`)
          return {}
        },
      })
    await createClientele({
      storage: memory(),
      ...quiet,
      plugins: [note('c', ['b', 'a']), note('a', []), note('b', ['a'])],
    })
    expect(order).toEqual(['a()', 'b(a)', 'c(b,a)'])
  })

  it('name the need that is missing, who needs it, and a circle', async () => {
    const missing = createClientele({
      storage: memory(),
      ...quiet,
      plugins: [empty('rfm', { needs: ['orders'] })],
    })
    await expect(missing).rejects.toMatchObject({
      code: 'PLUGIN_NEED_MISSING',
      message: expect.stringMatching(/`rfm` needs the plugin `orders`/),
    })
    const circle = [empty('a', { needs: ['b'] }), empty('b', { needs: ['a'] })]
    await expect(createClientele({ storage: memory(), ...quiet, plugins: circle })).rejects.toThrow(
      /a → b → a/,
    )
  })

  it.each([
    [
      'throws',
      () => {
        throw new TypeError('no key')
      },
      'PLUGIN_FAILED',
    ],
    ['rejects', () => Promise.reject(new Error('no key')), 'PLUGIN_FAILED'],
    ['answers rubbish', () => 'rubbish', 'PLUGIN_FAILED'],
    ['hangs', () => new Promise(() => undefined), 'PLUGIN_TIMEOUT'],
  ])('that %s is named, and those before it and the storage are closed', async (_, setup, code) => {
    const { storage, closed } = watched()
    const clock = virtualClock(START)
    const disposed: string[] = []
    const before = empty('before', {
      setup: () => ({ [Symbol.asyncDispose]: async () => void disposed.push('before') }),
    })
    const composing = createClientele({
      storage,
      ...quiet,
      clock,
      plugins: [before, empty('broken', { setup: setup as never })],
    })
    const settled = composing.catch((error: unknown) => error)
    await clock.advance(60_000)
    expect(await settled).toMatchObject({
      code,
      message: expect.stringContaining('`broken`'),
      details: { pluginId: 'broken' },
    })
    expect(disposed).toEqual(['before'])
    expect(closed()).toBe(1)
  })

  it('are closed last first, once, and one that fails keeps nobody from being closed', async () => {
    const { storage, closed } = watched()
    const disposed: string[] = []
    const logger = recordingLogger()
    const closing = (id: string, fails = false) =>
      empty(id, {
        setup: () => ({
          [Symbol.asyncDispose]: async () => {
            disposed.push(id)
            if (fails) throw new Error('a person: jean@example.org')
          },
        }),
      })
    const clientele = await createClientele({
      storage,
      ...quiet,
      logger,
      plugins: [closing('a'), closing('b', true), closing('c')],
    })
    clientele.engine.start()
    await Promise.all([clientele.close(), clientele.close()])
    await clientele[Symbol.asyncDispose]()
    expect(disposed).toEqual(['c', 'b', 'a'])
    expect(closed()).toBe(1)
    expect(JSON.stringify(logger.entries)).toContain('`b`')
    expect(JSON.stringify(logger.entries)).not.toContain('jean')
    await expect(clientele.contacts.count()).rejects.toMatchObject({ code: 'CLOSED' })
    await expect(
      clientele.track({ name: 'x', identifiers: [{ type: 'email', value: 'a@example.org' }] }),
    ).rejects.toMatchObject({ code: 'CLOSED' })
  })
})

describe('storage', () => {
  it('is made when empty by a process alone, and never by one of many unless asked', async () => {
    const shared = async (migrate?: 'always') => {
      const storage = memory()
      await storage.migrations.down(0)
      const many = { ...storage, capabilities: { ...storage.capabilities, multiWorker: true } }
      return createClientele({ storage: many, ...quiet, migrate })
    }
    await expect(shared()).rejects.toMatchObject({ code: 'STORAGE_NOT_MIGRATED' })
    await expect(shared('always')).resolves.toBeDefined()
    const alone = memory()
    await alone.migrations.down(0)
    await expect(createClientele({ storage: alone, ...quiet, migrate: 'never' })).rejects.toMatchObject({
      code: 'STORAGE_NOT_MIGRATED',
    })
    await expect(createClientele({ storage: alone, ...quiet })).resolves.toBeDefined()
  })

  it('takes our event in the transaction of the host, and leaves nothing of it when that is rolled back', async () => {
    const { clientele, storage } = await makeBase()
    const event = { name: 'Order Completed', identifiers: [{ type: 'email', value: 'a@example.org' }] }
    const failing = storage.transaction(async (tx) => {
      await clientele.within(tx).track(event)
      throw new Error('the order was refused')
    })
    await expect(failing).rejects.toThrow('the order was refused')
    expect(await clientele.contacts.count()).toBe(0)
    await storage.transaction((tx) => clientele.within(tx).track(event))
    expect(await clientele.contacts.count()).toBe(1)
  })
})

describe('background work', () => {
  it('does what falls due by itself, goes on after a failure, and stops', async () => {
    const storage = memory()
    let fails = 0
    const faulty: Storage = {
      ...storage,
      transaction: async (work) => {
        if (fails-- > 0) throw new Error('the disk is gone')
        return storage.transaction(work)
      },
    }
    const base = await makeBase({
      storage: faulty,
      scenarios: [
        scenarioOf('cart', {
          wait: { type: 'wait', for: '1d', next: 'mail' },
          mail: mail('Hello', 'end'),
          end,
        }),
      ],
    })
    const { clientele, clock, logger, subscribe, track, sent } = base
    clientele.engine.start()
    clientele.engine.start()
    await clock.advance(1000)
    await subscribe('a@example.org')
    await track('a@example.org', 'Cart Updated')
    await clock.advance(DAY - 1)
    expect(sent).toEqual([])
    const settled = new Promise((resolve) => clientele.on('message.settled', resolve))
    fails = 2
    await clock.advance(60_000)
    await settled
    expect(sent).toHaveLength(1)
    expect(logger.entries.filter(({ level }) => level === 'error').length).toBeGreaterThan(0)
    await clientele.engine.stop()
    await track('a@example.org', 'Cart Updated')
    await clock.advance(2 * DAY)
    expect(sent).toHaveLength(1)
    await clientele.close()
  })

  it('keeps the engine from a listener that throws', async () => {
    const { clientele, track, logger } = await makeBase()
    clientele.on('contact.created', () => {
      throw new Error('the host is broken')
    })
    await track('a@example.org', 'Cart Updated')
    expect(await clientele.contacts.count()).toBe(1)
    expect(logger.entries).toMatchObject([{ level: 'error' }])
  })
})

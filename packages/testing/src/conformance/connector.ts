import {
  type Connector,
  type IntakeItem,
  isJsonValue,
  type JsonValue,
  type PulledBatch,
  type RejectedInput,
} from '@clientele/core'
import type { ConformanceCase } from './conformance-case.ts'
import { expectEqual, expectTrue } from './expectation.ts'

/** What the connector kit needs of a connector. */
export interface ConnectorContext {
  /** A fresh connector over the same source each time: some items, in two batches or more if it can be. */
  readonly connect: () => Connector | Promise<Connector>
  /** How many items the source holds. @default any number */
  readonly items?: number | undefined
  /** How many parts of the source cannot be read. @default any number */
  readonly rejects?: number | undefined
}

export type ConnectorCase = ConformanceCase<ConnectorContext>

/**
 * What every connector keeps: the same source gives the same items wherever the reading was cut and taken up again
 * from a checkpoint that went through JSON; what cannot be read is listed; an abort ends the reading.
 *
 * @example
 * ```ts
 * const source = [{ items: [{ type: 'row', row: { table: 'stores', key: '1', values: {} } }] }] as const
 * const prove = (register: RegisterCase) =>
 *   runConformance(connectorConformance(), {
 *     register,
 *     context: { connect: () => arrayConnector(source), items: 1, rejects: 0 },
 *   })
 * ```
 */
export function connectorConformance(): readonly ConnectorCase[] {
  return [
    {
      name: 'connector: has a key for its checkpoint, the same each time',
      run: async ({ connect }) => {
        const [one, other] = [await connect(), await connect()]
        expectTrue(one.checkpointKey !== '', 'a key for the checkpoint')
        expectEqual(
          other.checkpointKey,
          one.checkpointKey,
          'the key of a second connector of the same source',
        )
      },
    },
    {
      name: 'connector: check accepts a source that is right and answers JSON',
      run: async ({ connect }) => {
        const connector = await connect()
        const report = await connector.check?.({})
        if (report !== undefined) expectTrue(isJsonValue(report), 'a report that is JSON')
      },
    },
    {
      name: 'connector: reads the whole source, and the same twice',
      run: async ({ connect, items, rejects }) => {
        const all = gather(await pull(await connect()))
        if (items !== undefined) expectEqual(all.items.length, items, 'the number of items')
        if (rejects !== undefined) expectEqual(all.rejects.length, rejects, 'the number of rejects')
        expectEqual(gather(await pull(await connect())), all, 'what is read the second time')
      },
    },
    {
      name: 'connector: carries only the sources that it names',
      run: async ({ connect }) => {
        const connector = await connect()
        const { items } = gather(await pull(connector))
        for (const item of items)
          expectTrue(
            connector.sources.includes(sourceOf(item)),
            `a source that is named, got ${sourceOf(item)}`,
          )
      },
    },
    {
      name: 'connector: lists what it cannot read with place, code and reason',
      run: async ({ connect }) => {
        const { rejects } = gather(await pull(await connect()))
        for (const { where, code, reason } of rejects)
          expectTrue(
            [where, code, reason].every((text) => text !== ''),
            'a place, a code and a reason of each reject',
          )
      },
    },
    {
      name: 'connector: progress does not go back, and does not pass the total',
      run: async ({ connect }) => {
        const done = new Map<string, number>()
        for (const { progress } of await pull(await connect())) {
          const { label, done: now, total } = progress
          expectTrue(now >= (done.get(label) ?? 0), `progress of ${label} that does not go back, got ${now}`)
          expectTrue(total === undefined || now <= total, `progress of ${label} up to ${total}, got ${now}`)
          done.set(label, now)
        }
      },
    },
    {
      name: 'connector: goes on from any checkpoint as if it had not been cut',
      run: async ({ connect }) => {
        const batches = await pull(await connect())
        const all = gather(batches)
        for (let cut = 0; cut <= batches.length; cut++) {
          const read = batches.slice(0, cut)
          const rest = await pull(await connect(), throughJson(read.at(-1)?.checkpoint))
          expectEqual(gather([...read, ...rest]), all, `what is read with a cut after batch ${cut}`)
        }
      },
    },
    {
      name: 'connector: goes on when it is cut after every single batch',
      run: async ({ connect }) => {
        const batches = await pull(await connect())
        const pieces: PulledBatch[] = []
        // One turn more than there are batches finds the end.
        for (let turn = 0; turn <= batches.length; turn++) {
          const connector = await connect()
          for await (const batch of connector.pull({ checkpoint: throughJson(pieces.at(-1)?.checkpoint) })) {
            pieces.push(batch)
            break
          }
        }
        expectEqual(gather(pieces), gather(batches), 'what is read one batch at a time')
      },
    },
    {
      name: 'connector: has nothing more after its last checkpoint',
      run: async ({ connect }) => {
        const last = (await pull(await connect())).at(-1)
        if (last === undefined) return
        const { items } = gather(await pull(await connect(), throughJson(last.checkpoint)))
        expectEqual(items, [], 'the items after the end')
      },
    },
    {
      name: 'connector: a signal that has fired ends the reading without an item',
      run: async ({ connect }) => {
        const connector = await connect()
        const seen: PulledBatch[] = []
        try {
          for await (const batch of connector.pull({ checkpoint: undefined, signal: AbortSignal.abort() }))
            seen.push(batch)
        } catch {
          // Ending with an error is as good as ending without.
        }
        expectEqual(gather(seen).items, [], 'the items read after the abort')
      },
    },
    {
      name: 'connector: a signal that fires on the way ends the reading, and the rest is read later',
      run: async ({ connect }) => {
        const all = gather(await pull(await connect()))
        const controller = new AbortController()
        const seen: PulledBatch[] = []
        try {
          const connector = await connect()
          for await (const batch of connector.pull({ checkpoint: undefined, signal: controller.signal })) {
            seen.push(batch)
            controller.abort()
          }
        } catch {
          // As above.
        }
        const rest = await pull(await connect(), throughJson(seen.at(-1)?.checkpoint))
        expectEqual(gather([...seen, ...rest]), all, 'what is read before and after the abort')
      },
    },
  ]
}

async function pull(connector: Connector, checkpoint?: JsonValue): Promise<readonly PulledBatch[]> {
  const batches: PulledBatch[] = []
  for await (const batch of connector.pull({ checkpoint })) batches.push(batch)
  return batches
}

function gather(batches: readonly PulledBatch[]): {
  readonly items: readonly IntakeItem[]
  readonly rejects: readonly RejectedInput[]
} {
  return { items: batches.flatMap(({ items }) => items), rejects: batches.flatMap(({ rejects }) => rejects) }
}

/** As a storage keeps it and gives it back. */
function throughJson(checkpoint: JsonValue | undefined): JsonValue | undefined {
  return checkpoint === undefined ? undefined : (JSON.parse(JSON.stringify(checkpoint)) as JsonValue)
}

function sourceOf(item: IntakeItem): string {
  if (item.type === 'record') return item.record.source
  return (item.type === 'event' ? item.event.source : item.row.source) ?? 'api'
}

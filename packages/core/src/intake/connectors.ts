import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { JsonValue } from '../model/json.ts'
import type { Connector, PulledBatch, RejectedInput } from '../ports/connector.ts'
import { callPlugin } from './call-plugin.ts'
import { canonicalText } from './canonical-text.ts'
import type { Intake } from './intake.ts'
import type { ConnectorsApi, ImportResult, IntakeResult } from './intake-api.ts'
import { rawItem } from './raw-item.ts'
import { stopIfAsked } from './stop-if-asked.ts'

/** A connector and the plugin that registered it. */
export interface RegisteredConnector {
  readonly pluginId: string
  readonly connector: Connector
}

/** Rejects that are listed; all are counted. */
const LISTED_REJECTS = 1000

/**
 * What is stored as a connector's checkpoint: its own, and whether the first pull is still under way, which fires
 * nothing however often it is cut and gone on with.
 */
interface Progress {
  readonly isFirst: boolean
  readonly checkpoint: JsonValue
}

/** Makes the door of the connectors. */
export function createConnectorsApi(
  kernel: Kernel,
  intake: Pick<Intake, 'take'>,
  connectors: ReadonlyMap<string, RegisteredConnector>,
): ConnectorsApi {
  return {
    list: () => [...connectors.keys()],
    pull: async (checkpointKey, options = {}) => {
      const registered = connectors.get(checkpointKey)
      if (registered === undefined) throw unknown(checkpointKey, connectors)
      const { connector, pluginId } = registered
      stopIfAsked(kernel.signal, options.signal)
      const over = new AbortController()
      const stop = (): void => over.abort()
      kernel.signal.addEventListener('abort', stop)
      options.signal?.addEventListener('abort', stop)
      try {
        await connector.check?.({ signal: over.signal })
        if (options.fromStart === true)
          await kernel.storage.transaction((tx) => tx.checkpoints.remove(checkpointKey))
        let stored = await kernel.storage.transaction((tx) => tx.checkpoints.get(checkpointKey))
        const isFirst = stored === undefined || progressOf(stored).isFirst
        const checkpoint = stored === undefined ? undefined : progressOf(stored).checkpoint
        const sums = createSums()
        const pieces = connector.pull({ checkpoint, signal: over.signal })[Symbol.asyncIterator]()
        for (;;) {
          stopIfAsked(kernel.signal, options.signal)
          const piece = await callPlugin(kernel, pluginId, () => pieces.next(), options.signal)
          if (piece.done === true) break
          const next: Progress = { isFirst, checkpoint: piece.value.checkpoint }
          const before = stored
          const result = await intake.take(piece.value.items.map(rawItem), {
            initialLoad: isFirst,
            alongside: async (tx) => {
              if (!isEqual(await tx.checkpoints.get(checkpointKey), before)) throw overtaken(checkpointKey)
              await tx.checkpoints.put(checkpointKey, next as unknown as JsonValue)
            },
          })
          stored = next as unknown as JsonValue
          sums.add(piece.value, result)
          options.onProgress?.(piece.value.progress, sums.soFar())
        }
        if (isFirst && stored !== undefined) {
          const done = { ...progressOf(stored), isFirst: false }
          await kernel.storage.transaction((tx) => tx.checkpoints.put(checkpointKey, done))
        }
        return sums.soFar()
      } finally {
        kernel.signal.removeEventListener('abort', stop)
        options.signal?.removeEventListener('abort', stop)
        over.abort()
      }
    },
  }
}

function progressOf(stored: JsonValue): Progress {
  return stored as unknown as Progress
}

/** Adapters may give the keys of an object back in another order. */
function isEqual(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return canonicalText(a) === canonicalText(b)
}

interface Sums {
  readonly add: (batch: PulledBatch, result: IntakeResult) => void
  readonly soFar: () => ImportResult
}

function createSums(): Sums {
  const rejects: RejectedInput[] = []
  const items = { records: 0, events: 0, rows: 0 }
  let accepted = 0
  let duplicates = 0
  let deadLettered = 0
  let faulty = 0
  let rejectedRows = 0
  return {
    add: (batch, result) => {
      for (const { type } of batch.items) {
        if (type === 'record') items.records++
        else if (type === 'event') items.events++
        else items.rows++
      }
      accepted += result.accepted
      duplicates += result.duplicates
      deadLettered += result.rejected.length
      faulty += result.faulty.length
      rejectedRows += batch.rejects.length
      for (const reject of batch.rejects) if (rejects.length < LISTED_REJECTS) rejects.push(reject)
    },
    soFar: () => ({
      accepted,
      duplicates,
      deadLettered,
      faulty,
      rejects: [...rejects],
      rejectedRows,
      items: { ...items },
    }),
  }
}

function unknown(key: string, connectors: ReadonlyMap<string, RegisteredConnector>): ClienteleError {
  return new ClienteleError(
    'NOT_FOUND',
    `Expected the checkpoint key of a registered connector, got another one; there are: ${[...connectors.keys()].map((one) => `\`${one}\``).join(', ') || 'none'}.`,
    { details: { checkpointKey: key } },
  )
}

function overtaken(key: string): ClienteleError {
  return new ClienteleError(
    'VERSION_CONFLICT',
    `Expected to read \`${key}\` alone, but somebody else moved its checkpoint meanwhile; pull again to go on from there.`,
    { details: { checkpointKey: key } },
  )
}

import { ClienteleError, type Connector, type IntakeItem, type RejectedInput } from '@clientele/core'

/** One piece of an {@link arrayConnector}. */
export interface ArrayBatch {
  readonly items: readonly IntakeItem[]
  readonly rejects?: readonly RejectedInput[] | undefined
}

/** Choices of {@link arrayConnector}. */
export interface ArrayConnectorOptions {
  /** @default 'array' */
  readonly checkpointKey?: string | undefined
  /** @default those that its items carry, and `api` for items without */
  readonly sources?: readonly string[] | undefined
}

/**
 * Makes a connector that gives out the batches of a list; its checkpoint is how many were given out.
 *
 * @example
 * ```ts
 * const shop = arrayConnector([
 *   { items: [{ type: 'record', record: { source: 'eshop', sourceKey: '1', fields: { city: 'Lyon' } } }] },
 *   { items: [], rejects: [{ where: 'shop.csv:3', code: 'INVALID_INPUT', reason: 'no key' }] },
 * ])
 * console.log(shop.sources) // ['eshop']
 * ```
 */
export function arrayConnector(
  batches: readonly ArrayBatch[],
  options: ArrayConnectorOptions = {},
): Connector {
  const { checkpointKey = 'array', sources = sourcesOf(batches) } = options
  return {
    checkpointKey,
    sources,
    pull: async function* ({ checkpoint, signal }) {
      const start = typeof checkpoint === 'number' ? checkpoint : 0
      for (const [place, { items, rejects = [] }] of batches.entries()) {
        if (place < start) continue
        if (signal?.aborted) throw new ClienteleError('ABORTED', 'Expected to read on, got an abort signal.')
        yield {
          items,
          rejects,
          checkpoint: place + 1,
          progress: { label: checkpointKey, done: place + 1, total: batches.length, unit: 'rows' },
        }
      }
    },
  }
}

function sourcesOf(batches: readonly ArrayBatch[]): readonly string[] {
  return [...new Set(batches.flatMap(({ items }) => items.map(sourceOf)))]
}

function sourceOf(item: IntakeItem): string {
  switch (item.type) {
    case 'record':
      return item.record.source
    case 'event':
      return item.event.source ?? 'api'
    case 'row':
      return item.row.source ?? 'api'
  }
}

import type { IntakeItem, JsonObject, JsonValue, PulledBatch, RejectedInput } from '@clientele/core'
import { itemCollector } from './collect/item-collector.ts'
import { rowConverter } from './convert/row-converter.ts'
import type { FilesMapping } from './mapping/mapping.ts'
import { type PlannedFile, planFiles } from './planned-file.ts'
import { type FileCheckpoint, fileCheckpointSchema } from './read/checkpoint.ts'
import { type RowBatch, readRows } from './read/read-rows.ts'

/**
 * Reads the files of a mapping one after the other, from where a checkpoint left them. A file that was read to its end
 * and is still the same is passed over; one that came anew under its name is read from its beginning.
 *
 * @throws `FILE_CHANGED` when a file that was left in the middle is another one now.
 */
export async function* pullFiles(options: {
  readonly folder: string
  readonly mapping: FilesMapping
  readonly batchRows: number
  readonly checkpoint: JsonValue | undefined
  readonly signal?: AbortSignal | undefined
}): AsyncGenerator<PulledBatch, void, undefined> {
  const { folder, mapping, batchRows, signal } = options
  const files = await planFiles(folder, mapping)
  const earlier = parseCheckpoint(options.checkpoint)
  // Files that are gone from the folder are forgotten: the checkpoint of a daily drop must not grow for ever.
  let checkpoints: { readonly [name: string]: FileCheckpoint } = Object.fromEntries(
    files.flatMap(({ facts }) => {
      const known = earlier[facts.name]
      return known === undefined ? [] : [[facts.name, known] as const]
    }),
  )
  for (const file of files) {
    const known = checkpoints[file.facts.name]
    if (known?.done === true && known.fingerprint === file.facts.fingerprint) continue
    const convert = itemsOf(file)
    const rows = readRows(file.facts, {
      kept: file.plan.kept,
      maxRecordBytes: file.plan.maxRecordBytes,
      finalLineBreak: file.plan.finalLineBreak,
      batchRows,
      // Sums stand in memory: what was cut begins again, and what was taken already changes nothing.
      resumeFrom: known?.done === true || convert.sumsRows ? undefined : known,
      signal,
    })
    for await (const batch of rows) {
      const checkpoint = { ...checkpoints, [file.facts.name]: batch.checkpoint }
      const progress = {
        label: file.facts.name,
        done: batch.progress.bytesRead,
        total: batch.progress.totalBytes,
        unit: 'bytes',
      } as const
      if (!convert.sumsRows) checkpoints = checkpoint
      yield { ...convert.batch(batch), checkpoint: jsonOf(checkpoints), progress }
      if (!convert.sumsRows || !batch.checkpoint.done) continue
      const sums = convert.drain()
      for (let from = 0; from < sums.length; from += batchRows) {
        const items = sums.slice(from, from + batchRows)
        yield { items, rejects: [], checkpoint: jsonOf(checkpoints), progress }
      }
      checkpoints = checkpoint
      yield { items: [], rejects: [], checkpoint: jsonOf(checkpoints), progress }
    }
  }
}

function jsonOf(files: { readonly [name: string]: FileCheckpoint }): JsonObject {
  return { files } as unknown as JsonObject
}

function itemsOf({ plan, facts }: PlannedFile): {
  readonly sumsRows: boolean
  readonly batch: (batch: RowBatch) => Pick<PulledBatch, 'items' | 'rejects'>
  readonly drain: () => readonly IntakeItem[]
} {
  const convert = rowConverter(plan)
  const { take, drain, sumsRows } = itemCollector(plan.targets)
  const where = (line: number): string => `${facts.name}:${line}`
  return {
    sumsRows,
    drain,
    batch: ({ rows, rejects: unread }) => {
      const items: IntakeItem[] = []
      const rejects: RejectedInput[] = unread.map(({ line, code, reason }) => ({
        where: where(line),
        code,
        reason,
      }))
      for (const row of rows) {
        const { made, rejected } = convert(row, { observedAt: facts.modifiedAt })
        const fault = rejected ?? take(made, items)
        if (fault !== undefined)
          rejects.push({ where: where(row.line), code: fault.code, reason: fault.reason })
      }
      return { items, rejects }
    },
  }
}

/** A checkpoint that is not ours is none: the files are read again, which changes nothing. */
function parseCheckpoint(checkpoint: JsonValue | undefined): { readonly [name: string]: FileCheckpoint } {
  const files = (checkpoint as { readonly files?: unknown } | null | undefined)?.files
  if (typeof files !== 'object' || files === null) return {}
  const parsed = Object.entries(files).map(
    ([name, one]) => [name, fileCheckpointSchema.safeParse(one)] as const,
  )
  return Object.fromEntries(parsed.flatMap(([name, one]) => (one.success ? [[name, one.data] as const] : [])))
}

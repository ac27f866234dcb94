import type { Kernel } from '../../../kernel.ts'
import type { JsonObject } from '../../../model/json.ts'
import { compileIdentifierTypes } from '../../identifier-types.ts'
import type { IdentityColumns } from '../../match/columns.ts'
import type { MatchRecord } from '../../match/encode.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { resolve } from '../../match/resolve.ts'
import { MODEL_ID, MODEL_KIND } from '../model-state.ts'
import type { IdentityApi, TrainedModel } from './identity-api.ts'
import { matchRecordOf } from './match-record.ts'
import { scanRecords } from './scan-records.ts'
import { withoutFew } from './without-few.ts'

const ID = '#id'
const SOURCE = '#source'

/** Learns a model from all records of a base, and saves it as the next version. */
export async function trainBase(
  kernel: Pick<Kernel, 'storage' | 'identifierTypes' | 'country' | 'now'>,
  columns: IdentityColumns,
  { by = 'api', onProgress, signal }: NonNullable<Parameters<IdentityApi['train']>[0]> = {},
): Promise<TrainedModel> {
  const types = compileIdentifierTypes(kernel.identifierTypes)
  async function* records(): AsyncGenerator<MatchRecord> {
    for await (const page of scanRecords(kernel.storage, { links: false, signal }))
      for (const record of page.records)
        yield { ...matchRecordOf(record, columns, types), [ID]: record.recordId, [SOURCE]: record.source }
  }
  const found = await resolve(records(), {
    columns: { ...columns, [ID]: 'id', [SOURCE]: 'source' },
    country: kernel.country,
    onProgress,
    signal,
  })
  const learned: IdentityModel = { ...found.model, columns }
  const model = await withoutFew(kernel.storage, learned, types, signal)
  const version = await kernel.storage.transaction(async (tx) => {
    await tx.lock([`definitions:${MODEL_KIND}`])
    const latest = (await tx.definitions.latest(MODEL_KIND)).find(({ id }) => id === MODEL_ID)
    const next = (latest?.version ?? 0) + 1
    await tx.definitions.save({
      kind: MODEL_KIND,
      id: MODEL_ID,
      version: next,
      body: { model: JSON.parse(JSON.stringify(model)) as JsonObject },
      savedAt: kernel.now(),
      savedBy: by,
    })
    return next
  })
  const automatic = found.report.zones.find(({ zone }) => zone === 'automatic')
  return {
    version,
    model,
    generics: found.report.generics,
    expected: {
      contacts: found.report.contacts,
      precision: automatic?.expectedPrecision ?? 0,
      review: found.report.review,
    },
  }
}

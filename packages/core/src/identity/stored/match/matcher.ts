import { ClienteleError } from '../../../errors.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { parseIdentityModel } from '../../match/parse-model.ts'
import { MODEL_ID, MODEL_KIND } from '../model-state.ts'
import type { MatcherKernel, StoredMatcher } from '../stored-matcher.ts'
import { fileRecords } from './file-records.ts'
import { partition } from './partition.ts'
import { createSheet, type Sheet } from './sheet.ts'

/** Rows that a sheet keeps between calls; it saves encoding the model's tables anew for every batch. */
const MAX_ROWS = 20_000

/** Puts a saved model to work. @throws `UNKNOWN_DEFINITION`, `MODEL_VERSION` */
export async function loadMatcher(
  tx: StorageTransaction,
  version: number,
  kernel: MatcherKernel,
): Promise<StoredMatcher> {
  return createMatcher(await loadModel(tx, version), version, kernel)
}

/** Reads a saved model. @throws `UNKNOWN_DEFINITION`, `MODEL_VERSION` */
export async function loadModel(tx: StorageTransaction, version: number): Promise<IdentityModel> {
  const definition = await tx.definitions.get(MODEL_KIND, MODEL_ID, version)
  if (definition !== undefined) return parseIdentityModel(definition.body.model)
  throw new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the version of a saved identity model, got ${version}; train one with \`identity.train\`.`,
    { details: { version } },
  )
}

/** Puts a model to work on a stored base. */
export function createMatcher(model: IdentityModel, version: number, kernel: MatcherKernel): StoredMatcher {
  let kept: Sheet | undefined
  const sheet = (): Sheet => {
    if (kept === undefined || kept.store.hashes.length > MAX_ROWS)
      kept = createSheet(model, kernel.compiledIdentifierTypes)
    return kept
  }
  return {
    version,
    model,
    file: (tx, records, now) =>
      fileRecords(tx, records, { model, version, sheet, logger: kernel.logger, now }),
    isOther: (before, after) => {
      const { rowOf, sayingOf } = sheet()
      return sayingOf(rowOf(before)) !== sayingOf(rowOf(after))
    },
    resolve: (component) => partition(component, model, version, sheet(), kernel.identifierTypes),
    forget: () => {
      kept = undefined
    },
  }
}

import type { Instant } from '../../../model/instant.ts'
import type { ContactRecord } from '../../../model/record.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { RecordLink } from '../../../ports/repositories/links.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { chooseLinks, type Filing, type Found } from './choose-links.ts'
import { judge } from './judge.ts'
import { keyText } from './key-text.ts'
import type { Sheet } from './sheet.ts'

/** Who writes the links of the matcher. */
export const MATCHER = 'matcher'

/** Records under one key beyond which the key proposes nobody any more; the log says so. */
const MAX_HOLDERS = 1000

/** What filing is done with. */
export interface FilingOptions {
  readonly model: IdentityModel
  readonly version: number
  readonly sheet: () => Sheet
  readonly logger: Logger
  readonly now: Instant
}

/**
 * Files records under the blocking keys of the model and writes their links: to one record for each other way in
 * which somebody is described, so that copies cost one link each. A record that loses a link by it is filed anew
 * too, and answered: every two descriptions that agree stay linked, whatever comes and goes in whatever order.
 */
export async function fileRecords(
  tx: StorageTransaction,
  records: readonly ContactRecord[],
  options: FilingOptions,
): Promise<readonly ContactRecord[]> {
  const known = new Map(records.map((record) => [record.recordId, record]))
  const done = new Set<string>()
  const bereft: ContactRecord[] = []
  let wave = records
  while (wave.length > 0) {
    for (const { recordId } of wave) done.add(recordId)
    const lost = await fileWave(tx, wave, known, options)
    wave = await tx.records.byIds([...lost].filter((recordId) => !done.has(recordId)))
    for (const record of wave) known.set(record.recordId, record)
    bereft.push(...wave)
  }
  return bereft
}

async function fileWave(
  tx: StorageTransaction,
  wave: readonly ContactRecord[],
  known: Map<string, ContactRecord>,
  options: FilingOptions,
): Promise<ReadonlySet<string>> {
  const sheet = options.sheet()
  const own = new Set(wave.map(({ recordId }) => recordId))
  const held = await tx.links.ofRecords([...own])
  const keysOf = new Map(wave.map((record) => [record.recordId, keyTexts(record, sheet, options.version)]))
  await fileKeys(tx, keysOf, options.now)
  const holders = await holdersOf(tx, keysOf, options)
  const candidatesOf = new Map<string, Set<string>>()
  for (const [recordId, keys] of keysOf) {
    const candidates = new Set(keys.flatMap((key) => holders.get(key) ?? []))
    candidates.delete(recordId)
    candidatesOf.set(recordId, candidates)
  }
  const strangers = new Set([...candidatesOf.values()].flatMap((ids) => [...ids]))
  const missing = [...strangers].filter((recordId) => !known.has(recordId))
  const fetched = new Map((await tx.records.byIds(missing)).map((record) => [record.recordId, record]))
  const sayings = new Map<number, string>()
  const sayingOf = (row: number): string => {
    const known = sayings.get(row) ?? sheet.sayingOf(row)
    sayings.set(row, known)
    return known
  }
  const found: Found[] = []
  for (const record of wave) {
    const row = sheet.rowOf(record)
    for (const otherId of candidatesOf.get(record.recordId)!) {
      const other = known.get(otherId) ?? fetched.get(otherId)
      if (other === undefined) continue
      const otherRow = sheet.rowOf(other)
      for (const judgement of judge(sheet.scorer.of(row, otherRow), options.model)) {
        const saying = sayingOf(otherRow)
        const isSame = saying === sayingOf(row)
        found.push({ ...judgement, recordId: record.recordId, otherId, saying, isSame })
      }
    }
  }
  return writeLinks(tx, { own, held: held.filter(isFound), found }, options)
}

/** Takes away links that hold no more, and writes those that are chosen; answers who lost one. */
async function writeLinks(
  tx: StorageTransaction,
  filing: Filing,
  { version, now }: FilingOptions,
): Promise<ReadonlySet<string>> {
  const { gone, chosen } = chooseLinks(filing)
  if (gone.length > 0) await tx.links.remove(gone)
  if (chosen.length > 0)
    await tx.links.put(chosen.map((link) => ({ ...link, reason: `model ${version}`, at: now, by: MATCHER })))
  const lost = new Set<string>()
  for (const { a, b } of gone) for (const end of [a, b]) if (!filing.own.has(end)) lost.add(end)
  return lost
}

function isFound({ by }: RecordLink): boolean {
  return by === MATCHER
}

/** The keys of a record, as links are found by: model, rule and number. */
function keyTexts(record: ContactRecord, sheet: Sheet, version: number): readonly string[] {
  return sheet
    .keysOf(sheet.rowOf(record))
    .flatMap((key, rule) => (key === 0 ? [] : [keyText(version, rule, key)]))
}

async function fileKeys(
  tx: StorageTransaction,
  keysOf: ReadonlyMap<string, readonly string[]>,
  now: Instant,
): Promise<void> {
  const filed = await tx.links.keysOf([...keysOf.keys()])
  const stale = filed.filter(({ key, recordId }) => !keysOf.get(recordId)!.includes(key))
  if (stale.length > 0)
    await tx.links.remove(stale.map(({ key, recordId }) => ({ kind: 'key', a: key, b: recordId })))
  const there = new Set(filed.map(({ key, recordId }) => `${key} ${recordId}`))
  const fresh = [...keysOf].flatMap(([recordId, keys]) =>
    keys
      .filter((key) => !there.has(`${key} ${recordId}`))
      .map(
        (key): RecordLink => ({
          kind: 'key',
          a: key,
          b: recordId,
          weight: undefined,
          reason: '',
          at: now,
          by: MATCHER,
        }),
      ),
  )
  if (fresh.length > 0) await tx.links.put(fresh)
}

/** The records under each key. */
async function holdersOf(
  tx: StorageTransaction,
  keysOf: ReadonlyMap<string, readonly string[]>,
  { logger }: FilingOptions,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const keys = new Set([...keysOf.values()].flat())
  const holders = new Map<string, string[]>()
  if (keys.size === 0) return holders
  for (const { key, recordId } of await tx.links.filedUnder([...keys])) {
    const known = holders.get(key)
    if (known === undefined) holders.set(key, [recordId])
    else known.push(recordId)
  }
  for (const [key, ids] of holders) {
    if (ids.length <= MAX_HOLDERS) continue
    holders.delete(key)
    const rule = Number(key.split('.')[1])
    logger.warn('A blocking key has more records than are compared with each other: train a new model.', {
      rule,
      records: ids.length,
      most: MAX_HOLDERS,
    })
  }
  return holders
}

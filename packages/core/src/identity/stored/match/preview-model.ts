import { ClienteleError } from '../../../errors.ts'
import type { Kernel } from '../../../kernel.ts'
import type { ContactRecord } from '../../../model/record.ts'
import { assignContactIds } from '../../assign-contact-ids.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import type { ResolvedGroup } from '../../types.ts'
import { isLeading, type LeadingLink } from '../component.ts'
import type { IdentityApi, ModelPreview } from './identity-api.ts'
import { createMatcher } from './matcher.ts'
import { sketchBase } from './sketch-base.ts'

/** Records of components that are resolved together. */
const BATCH = 2000

const EXAMPLES = 20

/**
 * What a model would change, without changing it: finds the components of the base in memory, as codes and numbers,
 * then resolves those of several records as an application would, piece by piece.
 */
export async function previewModel(
  kernel: Kernel,
  version: number,
  model: IdentityModel,
  { examples: most = EXAMPLES, signal }: NonNullable<Parameters<IdentityApi['preview']>[0]> = {},
): Promise<ModelPreview> {
  const { storage } = kernel
  const sketch = await sketchBase(kernel, model, signal)
  const matcher = createMatcher(model, version, kernel)
  let merges = 0
  let splits = 0
  const examples: ModelPreview['examples'][number][] = []
  const look = async (recordIds: readonly string[]): Promise<void> => {
    const { stored, links } = await storage.transaction(async (tx) => ({
      stored: await tx.records.byIds(recordIds),
      links: await tx.links.ofRecords(recordIds),
    }))
    const records = new Map(stored.map((record) => [record.recordId, record]))
    const leading = links.filter((link): link is LeadingLink => isLeading(link))
    const { groups } = matcher.resolve({ records, links: leading, wide: sketch.wide })
    const changes = changesOf(groups, records)
    merges += changes.merges
    splits += changes.splits
    for (const example of changes.examples) if (examples.length < most) examples.push(example)
  }
  let batch: string[] = []
  for (const component of sketch.components) {
    batch.push(...component)
    if (batch.length < BATCH) continue
    await look(batch)
    if (signal?.aborted === true) throw aborted(signal)
    batch = []
  }
  if (batch.length > 0) await look(batch)
  const contacts = { before: sketch.contacts, after: sketch.contacts - merges + splits }
  return { version, records: sketch.records, contacts, merges, splits, examples }
}

function changesOf(
  groups: readonly ResolvedGroup[],
  records: ReadonlyMap<string, ContactRecord>,
): Pick<ModelPreview, 'merges' | 'splits' | 'examples'> {
  const contactOf = (recordId: string): string | undefined => records.get(recordId)?.contactId
  const { groups: assigned, aliases } = assignContactIds({
    groups,
    contactOf,
    observedAtOf: (recordId) => records.get(recordId)!.firstSeenAt,
    mintId: (anchor) => `new ${anchor}`,
    foundedBy: (recordId) => records.get(recordId)!.foundedId,
  })
  const examples: ModelPreview['examples'][number][] = []
  let splits = 0
  for (const { recordIds, isNew, contactId } of assigned) {
    const contactIds = [...new Set(recordIds.map((id) => contactOf(id)!))].sort()
    if (isNew) splits++
    if (isNew) examples.push({ kind: 'split', contactIds, recordIds })
    else if (contactIds.some((id) => id !== contactId))
      examples.push({ kind: 'merge', contactIds, recordIds })
  }
  return { merges: aliases.length, splits, examples }
}

function aborted(signal: AbortSignal): ClienteleError {
  return new ClienteleError('ABORTED', 'The preview was ended by its signal; nothing was written.', {
    cause: signal.reason,
  })
}

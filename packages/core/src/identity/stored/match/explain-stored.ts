import { ClienteleError } from '../../../errors.ts'
import type { Kernel } from '../../../kernel.ts'
import type { ContactRecord } from '../../../model/record.ts'
import type { StorageTransaction } from '../../../ports/storage.ts'
import { mustFind } from '../../../profile/find-contact.ts'
import { explainMatch } from '../../match/explain.ts'
import type { IdentityModel } from '../../match/match-model.ts'
import { waterfallSvg, waterfallText } from '../../match/waterfall.ts'
import { explainContact } from '../explain-contact.ts'
import type { DrawnExplanation, MatchedContactExplanation } from './identity-api.ts'
import { matchRecordOf } from './match-record.ts'

type ExplainingKernel = Pick<Kernel, 'compiledIdentifierTypes'> & Parameters<typeof explainContact>[2]

/** Explains the weight of two stored records by a model. @throws `NOT_FOUND` */
export async function explainStored(
  tx: StorageTransaction,
  [a, b]: readonly [string, string],
  model: IdentityModel,
  kernel: ExplainingKernel,
): Promise<DrawnExplanation> {
  const records = new Map((await tx.records.byIds([a, b])).map((record) => [record.recordId, record]))
  const [one, two] = [records.get(a), records.get(b)]
  if (one === undefined || two === undefined)
    throw new ClienteleError(
      'NOT_FOUND',
      'Expected the ids of two stored records, got one that is not; see `contacts.view`.',
    )
  return draw(one, two, model, kernel)
}

/** Says why the records of a contact are together, with the bars of what is probable. @throws `NOT_FOUND` */
export async function explainMatchedContact(
  tx: StorageTransaction,
  contactId: string,
  kernel: ExplainingKernel,
): Promise<MatchedContactExplanation> {
  const contact = await mustFind(tx, contactId)
  const explanation = await explainContact(tx, contact.contactId, kernel)
  const model = (await kernel.matching?.inForce(tx))?.model
  const probable = explanation.reasons.filter(({ kind }) => kind === 'probable')
  if (model === undefined || probable.length === 0) return { ...explanation, matches: [] }
  const stored = await tx.records.byIds([...new Set(probable.flatMap(({ a, b }) => [a, b]))])
  const records = new Map(stored.map((record) => [record.recordId, record]))
  const matches = probable.map(({ a, b }) => ({
    a,
    b,
    explanation: draw(records.get(a)!, records.get(b)!, model, kernel),
  }))
  return { ...explanation, matches }
}

function draw(
  a: ContactRecord,
  b: ContactRecord,
  model: IdentityModel,
  { compiledIdentifierTypes }: ExplainingKernel,
): DrawnExplanation {
  const read = (record: ContactRecord) => matchRecordOf(record, model.columns, compiledIdentifierTypes)
  const explanation = explainMatch(model, read(a), read(b))
  return { ...explanation, text: waterfallText(explanation), svg: waterfallSvg(explanation) }
}

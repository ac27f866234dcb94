import { ClienteleError } from '../errors.ts'
import type { IntakeApi } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import type { ConsentsApi } from './messages-api.ts'

/** Makes the consent ledger: decisions come in by the door of records, so that they follow the person's records. */
export function createConsentsApi(
  kernel: Pick<Kernel, 'storage'>,
  intake: Pick<IntakeApi, 'upsert'>,
): ConsentsApi {
  return {
    record: async (identifiers, decision) => {
      const first = identifiers[0]
      if (first === undefined)
        throw new ClienteleError(
          'INVALID_INPUT',
          'Expected at least one identifier of the person, got none; say whose decision it is.',
        )
      const { rejected } = await intake.upsert({
        source: decision.source,
        sourceKey: `${first.type}:${first.value}`,
        observedAt: decision.at,
        identifiers,
        consents: [decision],
      })
      const refused = rejected[0]
      if (refused !== undefined)
        throw new ClienteleError(
          'INVALID_INPUT',
          `The decision was refused: ${refused.reason}; it is kept in the dead letter.`,
          {
            details: { code: refused.code, deadLetterId: refused.deadLetterId ?? null },
          },
        )
    },
    ofContact: (contactId) =>
      kernel.storage.transaction(async (tx) => {
        const live = (await tx.contacts.resolve([contactId])).get(contactId) ?? contactId
        const consents = await tx.consents.ofContacts([live])
        return [...consents].sort((a, b) => b.at - a.at)
      }),
  }
}

import { type StorageTransaction, scanSelect } from '@clientele/core'
import type { Tables } from '../tables.ts'
import { auditRepository } from './audit.ts'
import { checkpointRepository } from './checkpoints.ts'
import { consentRepository } from './consents.ts'
import { contactRepository } from './contacts.ts'
import { deadLetterRepository } from './dead-letters.ts'
import { definitionRepository } from './definitions.ts'
import { eventRepository } from './events.ts'
import { identityLogRepository } from './identity-log.ts'
import { linkRepository } from './links.ts'
import { membershipRepository } from './memberships.ts'
import { messageRepository } from './messages.ts'
import { recordRepository } from './records.ts'
import { rowRepository } from './rows.ts'
import { runRepository } from './runs.ts'
import { scoreRepository } from './scores.ts'
import { suppressionRepository } from './suppressions.ts'
import { tombstoneRepository } from './tombstones.ts'
import { traitRepository } from './traits.ts'

/** Every repository over one set of tables. One transaction runs at a time, so there is nothing to lock. */
export function repositories(tables: Tables): StorageTransaction {
  const transaction: StorageTransaction = {
    lock: async () => undefined,
    records: recordRepository(tables),
    links: linkRepository(tables),
    contacts: contactRepository(tables),
    events: eventRepository(tables),
    rows: rowRepository(tables),
    memberships: membershipRepository(tables),
    runs: runRepository(tables),
    messages: messageRepository(tables),
    consents: consentRepository(tables),
    suppressions: suppressionRepository(tables),
    scores: scoreRepository(tables),
    traits: traitRepository(tables),
    definitions: definitionRepository(tables),
    deadLetters: deadLetterRepository(tables),
    checkpoints: checkpointRepository(tables),
    audit: auditRepository(tables),
    identityLog: identityLogRepository(tables),
    tombstones: tombstoneRepository(tables),
    get select() {
      return scanSelect(transaction)
    },
  }
  return transaction
}

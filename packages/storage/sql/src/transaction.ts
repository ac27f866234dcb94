import type { StorageTransaction } from '@clientele/core'
import type { SqlConnection } from './connection.ts'
import { auditRepository } from './repositories/audit.ts'
import { checkpointRepository } from './repositories/checkpoints.ts'
import { consentRepository } from './repositories/consents.ts'
import { contactRepository } from './repositories/contacts.ts'
import { deadLetterRepository } from './repositories/dead-letters.ts'
import { definitionRepository } from './repositories/definitions.ts'
import { eventRepository } from './repositories/events.ts'
import { identityLogRepository } from './repositories/identity-log.ts'
import { linkRepository } from './repositories/links.ts'
import { membershipRepository } from './repositories/memberships.ts'
import { messageRepository } from './repositories/messages.ts'
import { recordRepository } from './repositories/records.ts'
import { rowRepository } from './repositories/rows.ts'
import { runRepository } from './repositories/runs.ts'
import { scoreRepository } from './repositories/scores.ts'
import { suppressionRepository } from './repositories/suppressions.ts'
import { tombstoneRepository } from './repositories/tombstones.ts'

/** Every repository over one connection. */
export function sqlTransaction(connection: SqlConnection): StorageTransaction {
  return {
    lock: connection.lock,
    records: recordRepository(connection),
    links: linkRepository(connection),
    contacts: contactRepository(connection),
    events: eventRepository(connection),
    rows: rowRepository(connection),
    memberships: membershipRepository(connection),
    runs: runRepository(connection),
    messages: messageRepository(connection),
    consents: consentRepository(connection),
    suppressions: suppressionRepository(connection),
    scores: scoreRepository(connection),
    definitions: definitionRepository(connection),
    deadLetters: deadLetterRepository(connection),
    checkpoints: checkpointRepository(connection),
    audit: auditRepository(connection),
    identityLog: identityLogRepository(connection),
    tombstones: tombstoneRepository(connection),
  }
}

import type { StorageTransaction } from '@clientele/core'
import type { SqlConnection } from './connection.ts'
import { baseExplorer } from './explore/base-explorer.ts'
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
import { traitRepository } from './repositories/traits.ts'
import { contactSelect } from './select/contact-select.ts'

/** Every repository over one connection; each is made when it is first asked for, as few are in one transaction. */
export function sqlTransaction(connection: SqlConnection): StorageTransaction {
  const made: { -readonly [Name in keyof StorageTransaction]?: StorageTransaction[Name] } = {}
  const transaction: StorageTransaction = {
    lock: connection.lock,
    get records() {
      made.records ??= recordRepository(connection)
      return made.records
    },
    get links() {
      made.links ??= linkRepository(connection)
      return made.links
    },
    get contacts() {
      made.contacts ??= contactRepository(connection)
      return made.contacts
    },
    get events() {
      made.events ??= eventRepository(connection)
      return made.events
    },
    get rows() {
      made.rows ??= rowRepository(connection)
      return made.rows
    },
    get memberships() {
      made.memberships ??= membershipRepository(connection)
      return made.memberships
    },
    get runs() {
      made.runs ??= runRepository(connection)
      return made.runs
    },
    get messages() {
      made.messages ??= messageRepository(connection)
      return made.messages
    },
    get consents() {
      made.consents ??= consentRepository(connection)
      return made.consents
    },
    get suppressions() {
      made.suppressions ??= suppressionRepository(connection)
      return made.suppressions
    },
    get scores() {
      made.scores ??= scoreRepository(connection)
      return made.scores
    },
    get traits() {
      made.traits ??= traitRepository(connection)
      return made.traits
    },
    get definitions() {
      made.definitions ??= definitionRepository(connection)
      return made.definitions
    },
    get deadLetters() {
      made.deadLetters ??= deadLetterRepository(connection)
      return made.deadLetters
    },
    get checkpoints() {
      made.checkpoints ??= checkpointRepository(connection)
      return made.checkpoints
    },
    get audit() {
      made.audit ??= auditRepository(connection)
      return made.audit
    },
    get identityLog() {
      made.identityLog ??= identityLogRepository(connection)
      return made.identityLog
    },
    get tombstones() {
      made.tombstones ??= tombstoneRepository(connection)
      return made.tombstones
    },
    get explorer() {
      made.explorer ??= baseExplorer(connection)
      return made.explorer
    },
    get select() {
      made.select ??= contactSelect(connection, transaction)
      return made.select
    },
  }
  return transaction
}

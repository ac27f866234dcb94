import { consents, suppressions } from './consents.ts'
import { aliases, contacts } from './contacts.ts'
import { definitionStates, definitions } from './definitions.ts'
import { events } from './events.ts'
import { identityLog, tombstones } from './identity-log.ts'
import { membershipChanges, memberships } from './memberships.ts'
import { messages } from './messages.ts'
import { audit, checkpoints, deadLetters } from './operations.ts'
import { claims, links, records } from './records.ts'
import { rows } from './rows.ts'
import { runs } from './runs.ts'
import { scores } from './scores.ts'
import type { AnyTable } from './shape.ts'
import { traitChanges, traits } from './traits.ts'

/** Every table of the shared schema. */
export const TABLES: readonly AnyTable[] = [
  contacts,
  aliases,
  records,
  claims,
  links,
  events,
  rows,
  memberships,
  membershipChanges,
  runs,
  messages,
  consents,
  suppressions,
  scores,
  traits,
  traitChanges,
  definitions,
  definitionStates,
  deadLetters,
  checkpoints,
  audit,
  identityLog,
  tombstones,
]

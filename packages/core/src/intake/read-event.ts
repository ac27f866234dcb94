import type { Kernel } from '../kernel.ts'
import { type EventInput, eventInputSchema } from '../model/event.ts'
import type { PropertyFault } from '../model/event-declaration.ts'
import type { Instant } from '../model/instant.ts'
import { issuesOf } from '../model/issues-of.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'
import { isEventInput } from './input-shapes.ts'
import type { Owner, OwnerReader } from './read-owner.ts'
import { type Refusal, refuse } from './refusal.ts'

/** An event that was read: whose it is, and with every default filled in. */
export interface ReadEvent {
  readonly name: string
  readonly messageId: string
  readonly occurredAt: Instant
  readonly source: string
  readonly properties: JsonObject
  readonly owner: Owner
  /** Properties that are not of their declared types. */
  readonly faults: readonly PropertyFault[]
}

/** What reading events needs of the kernel. */
export type EventKernel = Pick<Kernel, 'sources' | 'nextId' | 'events' | 'eventFaults'>

const NO_PROPERTIES: JsonObject = {}

/** Reads an event; `now` is when it happened if it does not say. */
export function readEvent(
  json: JsonValue,
  kernel: EventKernel,
  owners: OwnerReader,
  now: Instant,
): ReadEvent | Refusal {
  let event: EventInput
  if (isEventInput(json)) event = json
  else {
    const parsed = eventInputSchema.safeParse(json)
    if (!parsed.success) return refuse('INVALID_INPUT', issuesOf(parsed.error))
    event = parsed.data
  }
  const source = event.source ?? DEFAULT_SOURCE
  if (!kernel.sources.has(source))
    return refuse('UNKNOWN_SOURCE', '`source`: expected a declared one; add it to the option `sources`')
  const owner = owners.read(source, event.identifiers)
  if (owner === undefined) return NOBODY
  const properties = event.properties ?? NO_PROPERTIES
  const faults = kernel.eventFaults(event.name, properties)
  const [first] = faults
  if (first !== undefined && kernel.events.get(event.name)?.strict === true)
    return refuse(
      'INVALID_INPUT',
      `\`properties.${first.path}\`: expected ${first.expected}, as it is declared`,
    )
  return {
    name: event.name,
    messageId: event.messageId ?? kernel.nextId(),
    occurredAt: event.occurredAt ?? now,
    source,
    properties,
    owner,
    faults,
  }
}

/** The source of what names none. */
export const DEFAULT_SOURCE = 'api'

/** What is said of nobody. */
export const NOBODY: Refusal = refuse(
  'INVALID_INPUT',
  '`identifiers`: expected one that identifies a person; all are invalid, placeholders, blocked or of a type that is not declared',
)

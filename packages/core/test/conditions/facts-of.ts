import type { ContactFacts, EventFact, RowFact } from '../../src/conditions/facts.ts'
import type { JsonObject, JsonValue } from '../../src/model/json.ts'

/** A contact as a test writes it. */
export interface Sketch {
  readonly zone?: string
  readonly fields?: { readonly [name: string]: JsonValue }
  readonly since?: { readonly [name: string]: number }
  readonly events?: { readonly [name: string]: readonly (readonly [at: number, properties?: JsonObject])[] }
  readonly rows?: { readonly [table: string]: readonly RowFact[] }
  readonly reference?: { readonly [table: string]: { readonly [key: string]: JsonObject } }
}

/** The facts of a sketched contact, in the order that `ContactFacts` promises. */
export function factsOf(sketch: Sketch): ContactFacts {
  const events = new Map<string, readonly EventFact[]>()
  for (const [name, list] of Object.entries(sketch.events ?? {})) {
    const facts = list.map(([at, properties], index) => ({
      messageId: `${name}-${String(index).padStart(3, '0')}`,
      occurredAt: at,
      receivedAt: at,
      properties: properties ?? {},
    }))
    events.set(name, facts.sort(byTime))
  }
  const rows = new Map(
    Object.entries(sketch.rows ?? {}).map(([table, list]) => [table, [...list].sort(byDate)] as const),
  )
  return {
    contactId: 'c-1',
    zone: sketch.zone ?? 'UTC',
    field: (name) => sketch.fields?.[name],
    fieldSince: (name) => sketch.since?.[name],
    events: (name) =>
      name.endsWith('*')
        ? [...events]
            .filter(([key]) => key.startsWith(name.slice(0, -1)))
            .flatMap(([, list]) => list)
            .sort(byTime)
        : (events.get(name) ?? []),
    rows: (table) => rows.get(table) ?? [],
    row: (table, key) => sketch.reference?.[table]?.[key],
  }
}

function byTime(a: EventFact, b: EventFact): number {
  return a.occurredAt - b.occurredAt || a.receivedAt - b.receivedAt || (a.messageId < b.messageId ? -1 : 1)
}

function byDate(a: RowFact, b: RowFact): number {
  return (a.at ?? Number.NEGATIVE_INFINITY) - (b.at ?? Number.NEGATIVE_INFINITY) || (a.key < b.key ? -1 : 1)
}

import { ClienteleError } from '../errors.ts'
import type { EventDeclaration } from '../model/event-declaration.ts'
import type { TableDeclaration } from '../model/table.ts'
import type { Plugin } from '../ports/plugin.ts'

/**
 * The declared events by name: the host's own and those of the plugins. Several may declare one event: what they say
 * is put together, and it is strict if one of them says so.
 *
 * @throws `INVALID_OPTIONS` where two say different things of one property, and for a link to a table that nobody
 * declares.
 */
export function mergeEvents(
  own: readonly EventDeclaration[],
  plugins: readonly Plugin[],
  tables: ReadonlyMap<string, TableDeclaration>,
): ReadonlyMap<string, EventDeclaration> {
  const events = new Map<string, EventDeclaration>()
  for (const event of [...own, ...plugins.flatMap((plugin) => plugin.events ?? [])]) {
    const known = events.get(event.name)
    events.set(event.name, known === undefined ? event : together(known, event))
  }
  for (const { name, links } of events.values())
    for (const [path, table] of Object.entries(links ?? {}))
      if (!tables.has(table))
        throw refuse(
          `\`${path}\` of the event \`${name}\` links to the table \`${table}\`, which is not declared`,
        )
  return events
}

function together(one: EventDeclaration, other: EventDeclaration): EventDeclaration {
  return {
    name: one.name,
    description: one.description ?? other.description,
    types: united(one.name, one.types, other.types),
    links: united(one.name, one.links, other.links),
    strict: one.strict === true || other.strict === true,
  }
}

function united<Said>(
  event: string,
  one: { readonly [path: string]: Said } = {},
  other: { readonly [path: string]: Said } = {},
): { readonly [path: string]: Said } {
  for (const [path, said] of Object.entries(other))
    if (Object.hasOwn(one, path) && one[path] !== said)
      throw refuse(
        `\`${path}\` of the event \`${event}\` is declared twice, and differently; keep one declaration`,
      )
  return { ...one, ...other }
}

function refuse(what: string): ClienteleError {
  return new ClienteleError('INVALID_OPTIONS', `The options of createClientele are not valid: ${what}.`)
}

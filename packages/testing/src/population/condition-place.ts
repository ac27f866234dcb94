import type { ColumnType } from '@clientele/core'
import type { PopulationWorld } from './population-world.ts'

/** What can be compared where a condition stands: a path, and the type that is declared of it. */
export interface Subject {
  readonly path: string
  readonly type: ColumnType | undefined
}

/** Where a part of a condition stands. */
export interface Place {
  readonly world: PopulationWorld
  /** Levels of nesting that are left. */
  readonly depth: number
  /** Paths that a reference may name, with their types. */
  readonly references: readonly Subject[]
}

/**
 * Conditions of every kind over a world, each of which compiles: typed operands, windows of every form, sequences,
 * links, segments, references.
 */

/** What can be compared in events of a name. */
export function subjectsOfEvent(event: string, world: PopulationWorld): readonly Subject[] {
  const { types = {}, links = {} } = world.events[event] ?? {}
  const own = Object.entries(types).map(([path, type]) => ({ path, type }))
  return [...own, { path: 'note', type: undefined }, ...subjectsBehind(links, world)]
}

/** What can be compared in rows of a table. */
export function subjectsOfTable(table: string, world: PopulationWorld): readonly Subject[] {
  const { columns, links = {} } = world.tables[table]!
  const own = Object.entries(columns).map(([path, type]) => ({ path, type }))
  return [...own, ...subjectsBehind(links, world)]
}

/** Columns of the rows that a link leads to, and of those that their links lead to. */
function subjectsBehind(
  links: { readonly [path: string]: string },
  world: PopulationWorld,
): readonly Subject[] {
  return Object.entries(links).flatMap(([path, table]) =>
    subjectsOfTable(table, world).map((subject) => ({ path: `${path}.${subject.path}`, type: subject.type })),
  )
}

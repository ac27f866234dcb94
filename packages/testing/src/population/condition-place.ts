import type { ColumnType } from '@clientele/core'
import fc from 'fast-check'
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

/** One of some subjects, of each type as often as of any other. */
export function aSubject(subjects: readonly Subject[]): fc.Arbitrary<Subject> {
  const types = [...new Set(subjects.map(({ type }) => type))]
  return fc
    .constantFrom(...types)
    .chain((type) => fc.constantFrom(...subjects.filter((subject) => subject.type === type)))
}

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
  const inner = (world.objects?.[table] ?? []).map((path) => ({ path, type: undefined }))
  return [...own, ...inner, ...subjectsBehind(links, world)]
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

import type { EventDeclaration } from '../model/event-declaration.ts'
import type { ColumnType, TableDeclaration } from '../model/table.ts'
import type { FieldDeclarations, FieldType } from '../profile/field-declaration.ts'

/** What a base is declared to hold: the options `fields`, `tables` and `events` of `createClientele`, as constants. */
export interface Declared {
  readonly fields?: FieldDeclarations | undefined
  readonly tables?: readonly TableDeclaration[] | undefined
  readonly events?: readonly EventDeclaration[] | undefined
}

/** What a field of each type is compared with. An instant may be written as ISO 8601. */
export interface ValueOfField extends Record<FieldType, unknown> {
  readonly string: string
  readonly number: number
  readonly boolean: boolean
  readonly date: string
  readonly instant: number | string
  readonly list: readonly (string | number)[]
  readonly geo: string
}

/** What a property of each type is compared with. */
export interface ValueOfColumn extends Record<ColumnType, unknown> {
  readonly string: string
  readonly integer: number
  readonly number: number
  readonly money: number
  readonly boolean: boolean
  readonly instant: number | string
  readonly date: string
  readonly json: string | number | boolean
}

type TablesOf<D extends Declared> = NonNullable<D['tables']>[number]
type EventsOf<D extends Declared> = NonNullable<D['events']>[number]
type Named<Of, Name extends string> = Extract<Of, { readonly name: Name }>
type TypesOf<Shape> = NonNullable<
  Shape extends { readonly columns: infer Columns }
    ? Columns
    : Shape extends { readonly types?: infer Types }
      ? Types
      : never
>
type LinksOf<Shape> = NonNullable<Shape extends { readonly links?: infer Links } ? Links : never>

/** Names of the declared fields. */
export type FieldName<D extends Declared> = keyof NonNullable<D['fields']> & string
/** Names of the declared tables. */
export type TableName<D extends Declared> = TablesOf<D>['name']
/** Names of the declared events. */
export type EventName<D extends Declared> = EventsOf<D>['name']

/** What a declared field is compared with. */
export type FieldValue<D extends Declared, Name extends FieldName<D>> = NonNullable<
  D['fields']
>[Name] extends { readonly type: infer Type extends FieldType }
  ? ValueOfField[Type]
  : never

/** The paths of a declared event or table, over links too (`store_id.country`, three tables deep), with their types. */
export type Paths<D extends Declared, Shape, Hops extends readonly unknown[] = []> = {
  readonly [Path in keyof TypesOf<Shape> & string]: TypesOf<Shape>[Path]
} & {
  readonly [Link in keyof LinksOf<Shape> & string as Exclude<Link, keyof TypesOf<Shape>>]: 'string'
} & (Hops['length'] extends 3
    ? unknown
    : Spread<{
        readonly [Link in keyof LinksOf<Shape> & string]: Prefixed<
          Link,
          Paths<D, Named<TablesOf<D>, LinksOf<Shape>[Link] & string>, [...Hops, Link]>
        >
      }>)

type Prefixed<Start extends string, Types> = {
  readonly [Path in keyof Types & string as `${Start}.${Path}`]: Types[Path]
}

/** The members of several objects as one object. */
type Spread<Of> = [keyof Of] extends [never]
  ? unknown
  : (
        Of[keyof Of] extends infer Each
          ? Each extends unknown
            ? (each: Each) => void
            : never
          : never
      ) extends (all: infer All) => void
    ? All
    : never

/** The paths of a declared table. */
export type TablePaths<D extends Declared, Name extends TableName<D>> = Paths<D, Named<TablesOf<D>, Name>>
/** The paths of a declared event. */
export type EventPaths<D extends Declared, Name extends EventName<D>> = Paths<D, Named<EventsOf<D>, Name>>

/** What a path is compared with. */
export type PathValue<Types, Path extends keyof Types> = Types[Path] extends infer Type extends ColumnType
  ? ValueOfColumn[Type]
  : never

/** The paths whose values are added up. */
export type NumericPath<Types> = {
  [Path in keyof Types & string]: Types[Path] extends 'integer' | 'number' | 'money' ? Path : never
}[keyof Types & string]

import type { JsonValue } from '@clientele/core'
import type { Fragment } from './fragment.ts'

/** The kinds of JSON that conditions tell apart. */
export type JsonKind = 'text' | 'number' | 'boolean' | 'array' | 'object'

/** How a database looks into JSON. A JSON value is a fragment: JSON text in SQLite, `jsonb` in PostgreSQL. */
export interface JsonSql {
  /** A member of an object, else null; `undefined`: the database cannot reach a member of such a name. */
  readonly member: (json: Fragment, names: readonly string[]) => Fragment | undefined
  readonly is: (kind: JsonKind, json: Fragment) => Fragment
  /** Is it one of some values? Null where there is nothing. */
  readonly among: (json: Fragment, values: readonly JsonValue[]) => Fragment
  /** The text that a JSON text, number or boolean is. */
  readonly text: (json: Fragment) => Fragment
  /** The number that a JSON number is, null for everything else. */
  readonly number: (json: Fragment) => Fragment
  /** The text of a number is not that of JavaScript. */
  readonly numberTextDiffers: (json: Fragment) => Fragment
  /** The database may read the number a last digit off. */
  readonly isRoughNumber: (json: Fragment) => Fragment
  /** What stands in `from` for the elements of a list, of nothing else, and the JSON of each. */
  readonly elements: (json: Fragment, alias: string) => { readonly from: Fragment; readonly json: Fragment }
  /** Does a text fit a pattern in which `#` is a digit and the rest stands for itself; `*` at the end is anything. */
  readonly fits: (text: Fragment, pattern: string) => Fragment
  readonly contains: (text: Fragment, part: Fragment) => Fragment
  /** Text whose order is that of its code points. */
  readonly ordered: (text: Fragment) => Fragment
  /** Is every character ASCII? Then its lower case is the same everywhere. */
  readonly isAscii: (text: Fragment) => Fragment
  /** The letters A to Z as a to z. */
  readonly lower: (text: Fragment) => Fragment
  readonly parameter: {
    readonly text: (value: string) => Fragment
    readonly number: (value: number) => Fragment
    readonly instant: (value: number) => Fragment
    /** A binary64, as arithmetic has it. */
    readonly float: (value: number) => Fragment
  }
  /** A number as a binary64. */
  readonly float: (number: Fragment) => Fragment
}

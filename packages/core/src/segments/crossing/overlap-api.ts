import type { Condition } from '../../conditions/ast.ts'
import type { Instant } from '../../model/instant.ts'

/** A segment by its id, or a condition with a name. */
export type OverlapSet = string | { readonly name: string; readonly where: Condition }

/** Who is in which of several sets; all counts are of contacts. */
export interface Overlap {
  readonly at: Instant
  /** All contacts of the base. */
  readonly contacts: number
  readonly sets: readonly {
    readonly name: string
    readonly contacts: number
    /** In this set and in none of the others. */
    readonly only: number
  }[]
  /** In one of the sets at least. */
  readonly union: number
  /** In every set. */
  readonly intersection: number
  /** In none of the sets. */
  readonly outside: number
  /** In the set of the row and in that of the column; on the diagonal, the set itself. */
  readonly both: readonly (readonly number[])[]
  /** In the set of the row and not in that of the column. */
  readonly without: readonly (readonly number[])[]
  /** Exactly in these sets and in no other: what an UpSet plot shows. Largest first, only those that occur. */
  readonly intersections: readonly { readonly sets: readonly string[]; readonly contacts: number }[]
}

import { sql } from 'kysely'
import type { SqlDialect } from '../dialect.ts'
import { FALSE, type Fragment, or } from '../select/fragment.ts'

/** The sum of a column, less another where it has a value. */
export interface SumColumns {
  readonly value: Fragment
  /** Millionths beside a value of whole numbers. */
  readonly part?: Fragment | undefined
  /** May the value be another? */
  readonly isOff: Fragment
}

/** The largest sum of whole numbers that is exact however it is added up. */
const EXACT = Number.MAX_SAFE_INTEGER
const MILLION = sql.lit(1_000_000)
/** Below it, a number of six decimals has no more than 15 digits, and is the only one next to its binary. */
const LARGEST_BROKEN = sql.lit(1_000_000_000)

/**
 * Sums of the decimals that numbers are written as. PostgreSQL has them (`numeric`). SQLite has binary fractions, so
 * whole numbers and millionths are added apart, each exactly; a number of more decimals is off.
 */
export function sumColumns(dialect: SqlDialect, column: Fragment, less: Fragment | undefined): SumColumns {
  const off = less && sql`(case when ${column} is not null then ${less} end)`
  if (dialect.name === 'postgres')
    return {
      value: sql`sum(${off === undefined ? column : sql`(${column} - coalesce(${off}, 0))`})`,
      isOff: FALSE,
    }
  const sides = off === undefined ? [column] : [column, off]
  const total = (of: (side: Fragment) => Fragment): Fragment =>
    sql.join(
      sides.map((side) => sql`coalesce(sum(${of(side)}), 0)`),
      sql` - `,
    )
  const large = sides.map((side) => sql`coalesce(sum(abs(${side})), 0) > ${sql.lit(EXACT / 2)}`)
  const finer = sides.map((side) => sql`coalesce(max(${isFiner(side)}), 0) = 1`)
  return {
    value: sql`(${total(wholeOf)})`,
    part: sql`(${total(millionthsOf)})`,
    isOff: or(...large, ...finer),
  }
}

function wholeOf(number: Fragment): Fragment {
  return sql`cast(cast(${number} as integer) as real)`
}

function millionthsOf(number: Fragment): Fragment {
  return sql`cast(round((${number} - ${wholeOf(number)}) * ${MILLION}) as integer)`
}

/** Is it not the number next to its whole part and its millionths? */
function isFiner(number: Fragment): Fragment {
  const millionths = sql`(cast(${number} as integer) * ${MILLION} + ${millionthsOf(number)})`
  return sql`(case when ${number} is null or ${number} = ${wholeOf(number)} then 0
    when abs(${number}) < ${LARGEST_BROKEN} and cast(${millionths} as real) / ${MILLION} = ${number} then 0 else 1 end)`
}

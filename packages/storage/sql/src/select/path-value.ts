import { compilePath, type JsonValue, type PathStep, type RowShape } from '@clientele/core'
import { sql } from 'kysely'
import { type Bounds, mapBounds, UNKNOWN } from './bounds.ts'
import { and, FALSE, type Fragment, not, or, settled, TRUE } from './fragment.ts'
import { MARKS } from './json-text.ts'
import type { Place } from './place.ts'

/** The JSON that a path leads to: one value, or each of many. */
export interface PathValue {
  readonly json: Fragment
  readonly type: ReturnType<typeof compilePath>['type']
  /** Does the path step over the elements of a list? */
  readonly many: boolean
  /** What the path goes through: elements and linked rows, to stand in `from`, and what ties them. */
  readonly through: { readonly from: Fragment; readonly where: Fragment } | undefined
  /** The database may have followed a link that is none, or missed one. */
  readonly doubt: Fragment
}

/** A path in properties; `undefined`: the database cannot follow it. */
export function pathValue(
  place: Place,
  text: string,
  shape: RowShape,
  properties: Fragment,
): PathValue | undefined {
  const { steps, type, many } = compilePath(text, shape, place.environment, '')
  const from: Fragment[] = []
  let where: Fragment = TRUE
  let doubt: Fragment = FALSE
  let json = properties
  const through = (): PathValue['through'] =>
    from.length === 0 ? undefined : { from: sql.join(from, sql`, `), where }
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index] as PathStep
    if (step.kind === 'each') {
      const elements = place.json.elements(json, place.alias('each'))
      from.push(elements.from)
      json = elements.json
    } else if (step.kind === 'link') {
      doubt = or(doubt, somewhere(through(), settled(keyDoubt(place, json))))
      const row = place.alias('linked')
      const key = keyText(place, json)
      from.push(sql`${place.table('clientele_rows')} as ${sql.ref(row)}`)
      where = and(
        where,
        sql`${sql.ref(`${row}.table_name`)} = ${place.json.parameter.text(step.table)}`,
        sql`${sql.ref(`${row}.key`)} = ${key}`,
      )
      json = sql.ref(`${row}.data`)
    } else {
      const names = [step.name]
      for (let next = steps[index + 1]; next?.kind === 'member'; next = steps[index + 1]) {
        names.push(next.name)
        index++
      }
      const member = place.json.member(json, names)
      if (member === undefined) return undefined
      json = member
    }
  }
  return { json, type, many, through: through(), doubt }
}

/** Is a fragment true somewhere on the way? */
export function somewhere(through: PathValue['through'], fragment: Fragment): Fragment {
  if (fragment === FALSE || through === undefined) return fragment
  return sql`exists (select 1 from ${through.from} where ${and(through.where, fragment)})`
}

/** The value at the end of a path that leads to one. */
export function singleValue({ json, through }: PathValue): Fragment {
  return through === undefined ? json : sql`(select ${json} from ${through.from} where ${through.where})`
}

/** A test that is false where there is nothing, of what a path leads to or of one of the many that it leads to. */
export function testPath(
  place: Place,
  path: PathValue | undefined,
  test: (json: Fragment) => Bounds,
): Bounds {
  if (path === undefined) return UNKNOWN
  const { doubt, json, many, through } = path
  const bounds = mapBounds(test(json), (side) =>
    side === FALSE ? FALSE : somewhere(through, many ? and(isFound(place, json), side) : side),
  )
  if (doubt === FALSE) return bounds
  return { sure: and(bounds.sure, not(doubt)), maybe: or(bounds.maybe, doubt) }
}

/** Is there something? `null`, `""` and `[]` count as missing. */
export function isThere({ json }: Place, value: Fragment): Fragment {
  return settled(sql`not ${json.among(value, [null, '', []] satisfies JsonValue[])}`)
}

/** Does a path over a list find it? An empty list among its elements is something. */
function isFound({ json }: Place, value: Fragment): Fragment {
  return settled(sql`not ${json.among(value, [null, ''])}`)
}

/** The text that a value is as the key of a row. */
export function keyText({ json }: Place, value: Fragment): Fragment {
  return sql`case when ${json.is('text', value)} or ${json.is('number', value)} then ${json.text(value)} end`
}

/** Where columns of text and of JSON keep a character differently, or a number is written differently. */
export function keyDoubt({ json }: Place, value: Fragment): Fragment {
  const text = json.text(value)
  return or(
    and(json.is('number', value), json.numberTextDiffers(value)),
    ...MARKS.map((mark) => json.contains(text, json.parameter.text(mark))),
  )
}

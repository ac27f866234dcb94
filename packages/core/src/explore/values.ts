import type { Condition } from '../conditions/ast.ts'
import { compilePath } from '../conditions/property-path.ts'
import type { Scope } from '../conditions/scope.ts'
import type { Site } from '../conditions/site.ts'
import { readAs, type Scalar } from '../conditions/values.ts'
import type { JsonValue } from '../model/json.ts'
import type { ColumnType } from '../model/table.ts'
import { compileTrait, traitIdOf } from '../traits/compile.ts'
import type { ExplorationValue } from './exploration.ts'
import { refuseExploration } from './schema.ts'
import type { Subject } from './subject.ts'

/** A value, compiled: read of the contact, or of the row or event that the scope is at. */
export interface CompiledValue {
  readonly read: (scope: Scope) => Scalar | undefined
  readonly type: ColumnType | undefined
  /** Is it the contact's, the same for all of its rows? */
  readonly ofContact: boolean
  /** A condition that reads the same: what has to be loaded. */
  readonly reading: Condition
}

/** Name under which an aggregate of a dimension stands among the traits. */
export function inlineTraitId(dimension: string): string {
  return `explore:${dimension}`
}

/** Compiles where a value is found. @throws `INVALID_INPUT`, `INVALID_CONDITION` */
export function compileValue(
  name: string,
  value: ExplorationValue,
  subject: Subject | undefined,
  site: Site,
): CompiledValue {
  if ('property' in value) return compileProperty(value.property, subject, site)
  return compileField('field' in value ? value.field : `trait.${inlineTraitId(name)}`, site)
}

/** Compiles a field, a score or a trait of the contact. */
export function compileField(field: string, site: Site): CompiledValue {
  const reading: Condition = { field, op: 'exists' }
  const traitId = traitIdOf(field)
  if (traitId !== undefined) {
    const trait = compileTrait(traitId, site)
    const read = (scope: Scope) => scalar(trait.find(scope).value, trait.type, scope)
    return { read, type: trait.type, ofContact: true, reading }
  }
  const type = site.environment.fields?.get(field)
  return { read: (scope) => scalar(scope.facts.field(field), type, scope), type, ofContact: true, reading }
}

/** Compiles a property of the row or event at hand. */
export function compileProperty(property: string, subject: Subject | undefined, site: Site): CompiledValue {
  if (subject === undefined)
    throw refuseExploration(`\`${property}\` is a property, and contacts have fields; explore rows or events`)
  const path = compilePath(property, subject.shape, site.environment, site.path)
  if (path.many)
    throw refuseExploration(
      `\`${property}\` is many values of one row, which would be counted several times; explore the table of its lines`,
    )
  return {
    read: (scope) => scalar(path.read(scope.row, scope), path.type, scope),
    type: path.type,
    ofContact: false,
    reading: subject.reading(property),
  }
}

function scalar(
  value: JsonValue | undefined,
  type: ColumnType | undefined,
  scope: Scope,
): Scalar | undefined {
  return readAs(value, type, scope.facts.zone)
}

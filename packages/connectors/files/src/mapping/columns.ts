import { identifierSpecs } from './identifier-specs.ts'
import type { IdentifierSources, RowGuard, Target } from './target.ts'
import { toValueSpec, type ValueSource, type ValueSpec } from './value-spec.ts'

/** One use of a column by a target. */
export interface ColumnUse {
  readonly column: string
  /** Where in the target it stands, for messages: `fields.first_name`. */
  readonly path: string
  readonly role: 'key' | 'identifier' | 'value' | 'guard'
  readonly optional: boolean
  /** How a value is read; absent for keys, identifiers and guards, which are text. */
  readonly spec?: ValueSpec | undefined
}

/** Every column that a target reads; the others are never kept. */
export function targetColumns(target: Target): readonly ColumnUse[] {
  const uses: ColumnUse[] = []
  const key = (path: string, columns: string | readonly string[] | undefined) => {
    for (const column of typeof columns === 'string' ? [columns] : (columns ?? []))
      if (column !== '#line') uses.push({ column, path, role: 'key', optional: false })
  }
  const value = (path: string, source: ValueSource | undefined, defaults: ValueSpec = {}) => {
    if (source === undefined) return
    const spec = { ...defaults, ...toValueSpec(source) }
    if (spec.column === undefined) return
    const optional = spec.optional === true
    uses.push({ column: spec.column, path, role: 'value', optional, spec })
    if (spec.times !== undefined)
      uses.push({ column: spec.times, path: `${path}.times`, role: 'value', optional })
    if (typeof spec.currency === 'object')
      uses.push({ column: spec.currency.column, path: `${path}.currency`, role: 'value', optional })
  }
  const values = (path: string, sources: { readonly [name: string]: ValueSource } | undefined) => {
    for (const [name, source] of Object.entries(sources ?? {})) value(`${path}.${name}`, source)
  }
  uses.push(...guardColumns(target.when))
  switch (target.type) {
    case 'record':
      key('sourceKey', target.sourceKey)
      value('observedAt', target.observedAt, { type: 'instant' })
      uses.push(...identifierColumns('identifiers', target.identifiers))
      values('fields', target.fields)
      for (const [index, consent] of (target.consents ?? []).entries()) {
        const path = `consents[${index}]`
        uses.push({ column: consent.column, path, role: 'value', optional: false })
        value(`${path}.at`, consent.at, { type: 'instant' })
        value(`${path}.address`, consent.address)
        value(`${path}.proof`, consent.proof)
      }
      break
    case 'table':
      key('key', target.key)
      key('contact.sourceKey', target.contact?.sourceKey)
      value('observedAt', target.observedAt, { type: 'instant' })
      uses.push(...identifierColumns('contact.identifiers', target.contact?.identifiers))
      values('columns', target.columns)
      break
    case 'event':
      key('messageId', target.messageId)
      value('name', target.name)
      value('occurredAt', target.occurredAt, { type: 'instant' })
      uses.push(...identifierColumns('identifiers', target.identifiers))
      values('properties', target.properties)
      break
  }
  return uses
}

function guardColumns(guards: readonly RowGuard[] | undefined): readonly ColumnUse[] {
  return (guards ?? []).map((guard) => ({
    column: guard.column,
    path: 'when',
    role: 'guard',
    optional: false,
  }))
}

function identifierColumns(path: string, sources: IdentifierSources | undefined): readonly ColumnUse[] {
  return Object.entries(sources ?? {}).flatMap(([type, columns]) =>
    identifierSpecs(columns).flatMap(({ column, verified, optional = false }) => {
      const use: ColumnUse = { column, path: `${path}.${type}`, role: 'identifier', optional }
      if (typeof verified !== 'object') return [use]
      return [
        use,
        { column: verified.column, path: `${path}.${type}.verified`, role: 'value', optional } as const,
      ]
    }),
  )
}

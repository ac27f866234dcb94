import type { IdentifierSources, IdentifierSpec } from './target.ts'

/** The long form of the columns of an identifier type. */
export function identifierSpecs(columns: IdentifierSources[string]): readonly IdentifierSpec[] {
  if (typeof columns === 'string') return [{ column: columns }]
  if ('column' in columns) return [columns]
  return columns.map((spec) => (typeof spec === 'string' ? { column: spec } : spec))
}

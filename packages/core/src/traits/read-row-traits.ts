import { readFacts } from '../base/read-facts.ts'
import { dependenciesOf } from '../conditions/dependencies.ts'
import type { ConditionEnvironment } from '../conditions/environment.ts'
import { compilePath, shapeOfTable } from '../conditions/property-path.ts'
import { scopeOf } from '../conditions/scope.ts'
import { needsOf } from '../engine/program.ts'
import { ClienteleError } from '../errors.ts'
import type { Contact } from '../model/contact.ts'
import type { Instant } from '../model/instant.ts'
import type { JsonValue } from '../model/json.ts'
import type { StorageTransaction } from '../ports/storage.ts'
import type { TraitKernel } from './read-traits.ts'
import type { RowTraits } from './traits-api.ts'

/**
 * The traits of the rows of a table that belong to a contact, in the order of time.
 *
 * @throws `UNKNOWN_DEFINITION` for a table that is not declared.
 */
export async function rowTraitsOf(
  tx: StorageTransaction,
  contact: Contact,
  table: string,
  kernel: TraitKernel,
  environment: ConditionEnvironment,
  at: Instant,
): Promise<readonly RowTraits[]> {
  const shape = shapeOfTable(table, environment)
  if (shape === undefined)
    throw new ClienteleError(
      'UNKNOWN_DEFINITION',
      `Expected the name of a declared table, got \`${table}\`; declare it in \`tables\`.`,
      { details: { table } },
    )
  const definitions = [...(environment.traits?.values() ?? [])]
  const ids = definitions.filter((one) => 'of' in one && one.of === table).map(({ id }) => id)
  const paths = ids.map((id) => ({ id, path: compilePath(`trait.${id}`, shape, environment, '') }))
  const rows = { rows: table }
  const read = ids.map((id) =>
    dependenciesOf({ ...rows, where: { property: `trait.${id}`, op: 'exists' } }, environment),
  )
  const needs = needsOf([dependenciesOf(rows, environment), ...read])
  const facts = (await readFacts(tx, [contact], needs, at, kernel)).get(contact.contactId)
  if (facts === undefined) return []
  const scope = scopeOf(facts, at)
  return facts.rows(table).map((row) => {
    const values: Record<string, JsonValue> = {}
    scope.rowKey = row.key
    for (const { id, path } of paths) {
      const value = path.read(row.values, scope)
      if (value !== undefined) values[id] = value
    }
    return { key: row.key, at: row.at, traits: values }
  })
}

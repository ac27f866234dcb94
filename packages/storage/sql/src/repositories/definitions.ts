import { ClienteleError, type Definition, type DefinitionRepository } from '@clientele/core'
import { sql } from 'kysely'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type DefinitionRow, definitionStates, definitions } from '../schema/definitions.ts'
import { type Slots, statement } from '../statement.ts'

interface Named {
  readonly kind: string
  readonly id: string
}

const latest = statement(
  (_, $: Slots<{ readonly kind: string }>) =>
    sql<DefinitionRow>`select d.* from ${$.table('clientele_definitions')} as d
      where d.kind = ${$.value('kind')} and not exists (
        select 1 from ${$.table('clientele_definitions')} as n
        where n.kind = d.kind and n.id = d.id and n.version > d.version)`,
)

const get = statement((db, $: Slots<Named & { readonly version: number }>) =>
  db
    .selectFrom('clientele_definitions')
    .selectAll()
    .where('kind', '=', $.value('kind'))
    .where('id', '=', $.value('id'))
    .where('version', '=', $.value('version')),
)

const lastVersion = statement((db, $: Slots<Named>) =>
  db
    .selectFrom('clientele_definitions')
    .select((eb) => eb.fn.max('version').as('version'))
    .where('kind', '=', $.value('kind'))
    .where('id', '=', $.value('id')),
)

const states = statement((db, $: Slots<Pick<Named, 'kind'>>) =>
  db.selectFrom('clientele_definition_states').select(['id', 'state']).where('kind', '=', $.value('kind')),
)

export function definitionRepository(connection: SqlConnection): DefinitionRepository {
  return {
    latest: async (kind) => (await connection.all(latest, { kind })).map(toDefinition),
    get: async (kind, id, version) => {
      const found = await connection.first(get, { kind, id, version })
      return found === undefined ? undefined : toDefinition(found)
    },
    save: async (definition) => {
      const { kind, id, version } = definition
      const next = readNumber((await connection.first(lastVersion, { kind, id }))?.version ?? 0) + 1
      if (version !== next) {
        throw new ClienteleError(
          'VERSION_CONFLICT',
          `Expected version ${next} of ${kind} \`${id}\`, got ${version}: read the latest version and save again.`,
        )
      }
      await connection.write(definitions, [fromDefinition(definition)], 'fail')
    },
    states: async (kind) =>
      new Map((await connection.all(states, { kind })).map(({ id, state }) => [id, state])),
    setState: (kind, id, next) => connection.write(definitionStates, [{ kind, id, state: next }], 'replace'),
  }
}

function fromDefinition(definition: Definition): DefinitionRow {
  return {
    kind: definition.kind,
    id: definition.id,
    version: definition.version,
    body: writeJson(definition.body),
    saved_at: definition.savedAt,
    saved_by: definition.savedBy,
  }
}

function toDefinition(row: DefinitionRow): Definition {
  return {
    kind: row.kind as Definition['kind'],
    id: row.id,
    version: readNumber(row.version),
    body: readJson(row.body),
    savedAt: readNumber(row.saved_at),
    savedBy: row.saved_by,
  }
}

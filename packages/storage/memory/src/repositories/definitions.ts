import { ClienteleError, type Definition, type DefinitionRepository } from '@clientele/core'
import { compositeKey } from '../composite-key.ts'
import type { Tables } from '../tables.ts'

export function definitionRepository({ definitions, states }: Tables): DefinitionRepository {
  return {
    latest: async (kind) => {
      const latest = new Map<string, Definition>()
      for (const definition of definitions.all()) {
        if (definition.kind !== kind) continue
        const other = latest.get(definition.id)
        if (other === undefined || definition.version > other.version) latest.set(definition.id, definition)
      }
      return [...latest.values()]
    },
    get: async (kind, id, version) => definitions.get(compositeKey(kind, id, version)),
    save: async (definition) => {
      const { kind, id, version } = definition
      const next = definitions.find('id', [compositeKey(kind, id)]).length + 1
      if (version !== next) {
        throw new ClienteleError(
          'VERSION_CONFLICT',
          `Expected version ${next} of ${kind} \`${id}\`, got ${version}: read the latest version and save again.`,
        )
      }
      definitions.put([definition])
    },
    states: async (kind) =>
      new Map([...states.all()].flatMap((one) => (one.kind === kind ? [[one.id, one.state]] : []))),
    setState: async (kind, id, state) => states.put([{ kind, id, state }]),
  }
}

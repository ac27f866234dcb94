import type { Definition, DefinitionKind } from '../../model/definition.ts'

/** Versions of definitions, and the state of those that have one. */
export interface DefinitionRepository {
  readonly latest: (kind: DefinitionKind) => Promise<readonly Definition[]>
  readonly get: (kind: DefinitionKind, id: string, version: number) => Promise<Definition | undefined>
  /** @throws `VERSION_CONFLICT` when the version is there already or leaves a gap. */
  readonly save: (definition: Definition) => Promise<void>
  /** The states of a kind, by id; without those that were never set. */
  readonly states: (kind: DefinitionKind) => Promise<ReadonlyMap<string, string>>
  readonly setState: (kind: DefinitionKind, id: string, state: string) => Promise<void>
}

import type { Definition, DefinitionKind } from '../../model/definition.ts'

/** Versions of definitions, and the state of those that have one. */
export interface DefinitionRepository {
  readonly latest: (kind: DefinitionKind) => Promise<readonly Definition[]>
  readonly get: (kind: DefinitionKind, id: string, version: number) => Promise<Definition | undefined>
  /** @throws `VERSION_CONFLICT` when the version is there already or leaves a gap. */
  readonly save: (definition: Definition) => Promise<void>
  readonly state: (kind: DefinitionKind, id: string) => Promise<string | undefined>
  readonly setState: (kind: DefinitionKind, id: string, state: string) => Promise<void>
}

import type { ConditionEnvironment } from '../conditions/environment.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { TableDeclaration } from '../model/table.ts'
import { type CompiledExploration, compileExploration } from './compile-exploration.ts'
import type { Exploration } from './exploration.ts'
import { compileHaving, type GroupTest } from './having.ts'
import type { PlanningSite } from './plan-exploration.ts'
import { parseExploration } from './schema.ts'

/** An exploration that is asked now. */
export interface Question {
  readonly exploration: Exploration
  readonly compiled: CompiledExploration
  readonly at: Instant
  readonly environment: ConditionEnvironment
  /** The table that is explored, if it is one. */
  readonly table: TableDeclaration | undefined
  readonly site: PlanningSite
  /** Which groups are answered. */
  readonly having: GroupTest | undefined
}

/** Reads and compiles an exploration. @throws `INVALID_INPUT`, `INVALID_CONDITION`, `DEFINITION_CYCLE` */
export function questionOf(kernel: Kernel, book: DefinitionBook, input: Exploration): Question {
  const exploration = parseExploration(input)
  const at = kernel.clock.now()
  const { defaultZone } = kernel
  const environment = book.environment()
  const against = {
    environment,
    segmentations: book.stored().segmentations.map(({ definition }) => definition),
    zone: exploration.timeZone ?? defaultZone,
  }
  const compiled = compileExploration(exploration, against)
  const { subject, having, measures } = compiled
  const table = subject?.table === undefined ? undefined : kernel.tables.get(subject.table)
  return {
    exploration,
    compiled,
    at,
    environment,
    table,
    site: { ...against, at, defaultZone, kind: table?.kind },
    having: having && compileHaving(having, measures),
  }
}

import type { CompiledTrait } from '../traits/compiled-trait.ts'
import type { Condition } from './ast.ts'
import type { ConditionEnvironment } from './environment.ts'
import type { RowShape } from './property-path.ts'
import type { Evaluator } from './scope.ts'

/** Where in a condition the compiler is, and what may be spoken of there. */
export interface Site {
  readonly environment: ConditionEnvironment
  /** Path of the condition from the root, for errors: `all.0.where`. */
  readonly path: string
  /** Inside a `where`: what is declared of the rows. */
  readonly row: RowShape | undefined
  /** The table of the rows inside a `where`, if they are rows. */
  readonly table: string | undefined
  /** Inside the `then` of a sequence: what is declared of the first event. */
  readonly first: RowShape | undefined
  /** Puts text operands through the recipe of the field at hand. */
  readonly normalise: ((text: string) => string) | undefined
  /** Segments that lead here, outermost first. */
  readonly segments: readonly string[]
  /** Segments that are compiled already. */
  readonly compiled: Map<string, Evaluator>
  /** Traits that are compiled already. */
  readonly traits: Map<string, CompiledTrait>
  /** Compiles a part. */
  readonly compile: (condition: Condition, site: Site) => Evaluator
}

/** The site of a part of a condition. */
export function within(site: Site, step: string | number, change: Partial<Site> = {}): Site {
  return { ...site, ...change, path: site.path === '' ? String(step) : `${site.path}.${step}` }
}

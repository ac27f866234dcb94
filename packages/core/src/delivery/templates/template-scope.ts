import type { Instant } from '../../model/instant.ts'
import type { JsonObject, JsonValue } from '../../model/json.ts'
import { UNSUBSCRIBE_PLACEHOLDER } from '../unsubscribe-placeholder.ts'
import type { TemplateScope, VariablePath } from './template-engine.ts'

/** What the variables of a template are read from. */
export interface ScopeSources {
  /** Golden values, and by their dotted names scores, `rfm.segment`, and traits, `trait.ltv90`. */
  readonly field: (name: string) => JsonValue | undefined
  /** The run's own: `trigger`, `arms`, `runKey`, `startedAt`. */
  readonly context: JsonObject
  readonly language: string
  readonly zone: string
  readonly now: Instant
}

const RESERVED: ReadonlySet<string> = new Set(['trigger', 'run', 'arms', 'now', 'locale', 'unsubscribeUrl'])

/**
 * The variables of one message: fields of the contact by their names (`firstName`), scores (`rfm.segment`), traits
 * (`trait.ltv90`), `trigger.*`, `run.key`, `arms.<experiment>`, `now` and `unsubscribeUrl`. What is null, empty or blank is missing.
 */
export function scopeOf(sources: ScopeSources, variables: readonly VariablePath[]): TemplateScope {
  const { context, language, zone, now } = sources
  const scope: Record<string, unknown> = {}
  for (const [root, second] of variables) {
    if (typeof root !== 'string' || RESERVED.has(root)) continue
    const value = sources.field(root)
    if (!isMissing(value)) scope[root] = value
    else if (typeof second === 'string') {
      const score = sources.field(`${root}.${second}`)
      if (!isMissing(score)) scope[root] = { ...(scope[root] as object | undefined), [second]: score }
    }
  }
  return {
    ...scope,
    trigger: present(context.trigger),
    arms: present(context.arms),
    run: present({ key: context.runKey ?? null, startedAt: context.startedAt ?? null }),
    now,
    locale: { language, zone, now },
    unsubscribeUrl: UNSUBSCRIBE_PLACEHOLDER,
  }
}

function isMissing(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0)
}

function present(value: JsonValue | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(Object.entries(value).filter(([, one]) => !isMissing(one)))
}

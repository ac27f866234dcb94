import type { References } from '../../conditions/references.ts'
import type { JsonValue } from '../../model/json.ts'
import type { MessageIntent } from '../../model/message.ts'

/** What conditions of a scenario may refer to, of a message whose run may be over: see `referencesOf` of a run. */
export function referencesOfMessage({ context }: Pick<MessageIntent, 'context'>): References {
  return (path) => {
    if (path === 'run.key') return context.runKey
    if (path === 'run.startedAt') return context.startedAt
    return path.startsWith('trigger.') ? propertyOf(context.trigger, path.slice(8)) : undefined
  }
}

function propertyOf(trigger: JsonValue | undefined, name: string): JsonValue | undefined {
  return typeof trigger === 'object' && trigger !== null && !Array.isArray(trigger)
    ? (trigger as { readonly [name: string]: JsonValue })[name]
    : undefined
}

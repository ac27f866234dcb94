import type { JsonValue } from '../model/json.ts'

/** Answers what `{ ref: path }` stands for when a condition runs: `run.key`, `trigger.cart_id`. */
export type References = (path: string) => JsonValue | undefined

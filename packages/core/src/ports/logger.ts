import type { JsonObject } from '../model/json.ts'

/** Where Clientele logs; messages and details never hold a person's data. */
export interface Logger {
  readonly debug: (message: string, details?: JsonObject) => void
  readonly info: (message: string, details?: JsonObject) => void
  readonly warn: (message: string, details?: JsonObject) => void
  readonly error: (message: string, details?: JsonObject) => void
}

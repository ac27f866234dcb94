import type { JsonObject } from './model/json.ts'

/**
 * Every way in which Clientele refuses or fails; documented one by one in `docs/errors.md`.
 */
export type ClienteleErrorCode =
  | 'INVALID_INPUT'
  | 'INVALID_OPTIONS'
  | 'INVALID_DEFINITION'
  | 'INVALID_CONDITION'
  | 'DEFINITION_CYCLE'
  | 'UNKNOWN_SOURCE'
  | 'UNKNOWN_TABLE'
  | 'UNKNOWN_DEFINITION'
  | 'PLUGIN_DUPLICATE'
  | 'PLUGIN_NEED_MISSING'
  | 'PLUGIN_FAILED'
  | 'PLUGIN_TIMEOUT'
  | 'MAPPING_INVALID'
  | 'FILE_CHANGED'
  | 'FILE_UNREADABLE'
  | 'STORAGE_NOT_MIGRATED'
  | 'STORAGE_SCHEMA_NEWER'
  | 'STORAGE_READ_ONLY'
  | 'STORAGE_BUSY'
  | 'STORAGE_CORRUPT'
  | 'STORAGE_FULL'
  | 'STORAGE_UNAVAILABLE'
  | 'STORAGE_FAILED'
  | 'VERSION_CONFLICT'
  | 'LINK_CONFLICT'
  | 'NOT_FOUND'
  | 'CLOSED'
  | 'ABORTED'
  | 'MISSING_PEER'
  | 'CHANNEL_REJECTED'
  | 'CHANNEL_UNAVAILABLE'
  | 'TEMPLATE_FAILED'
  | 'MIXED_CURRENCIES'
  | 'MODEL_VERSION'
  | 'INSUFFICIENT_DATA'
  | 'ERASED'
  | 'LIMIT_EXCEEDED'

/** What a {@link ClienteleError} is made of. */
export interface ClienteleErrorInit {
  /** May the same call succeed later with nothing changed? @default false */
  readonly retryable?: boolean | undefined
  readonly cause?: unknown
  /** JSON-safe facts for the developer: paths, names, numbers; never a person's data. */
  readonly details?: JsonObject | undefined
}

const brand: unique symbol = Symbol.for('clientele.error') as never

/**
 * The one error type of Clientele: a code, a message that says what was expected, what came and what to do.
 * Recognise it with {@link isClienteleError}, which also works when two copies of the package are installed.
 */
export class ClienteleError extends Error {
  override readonly name = 'ClienteleError'
  readonly code: ClienteleErrorCode
  readonly retryable: boolean
  readonly details: JsonObject | undefined

  constructor(code: ClienteleErrorCode, message: string, init: ClienteleErrorInit = {}) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause })
    this.code = code
    this.retryable = init.retryable ?? false
    this.details = init.details
    Object.defineProperty(this, brand, { value: true })
  }
}

/** Is this an error of Clientele, with this code if one is given? */
export function isClienteleError(error: unknown, code?: ClienteleErrorCode): error is ClienteleError {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  return code === undefined || (error as unknown as ClienteleError).code === code
}

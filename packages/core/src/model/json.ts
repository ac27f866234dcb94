/** A value that survives `JSON.parse(JSON.stringify(value))` unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** A plain object of {@link JsonValue}s. */
export interface JsonObject {
  readonly [key: string]: JsonValue
}

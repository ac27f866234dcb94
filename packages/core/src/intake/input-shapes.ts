import type { EventInput } from '../model/event.ts'
import { MAX_INSTANT } from '../model/instant.ts'
import type { JsonObject, JsonValue } from '../model/json.ts'

const NAME = /^[A-Za-z][A-Za-z0-9_.:-]{0,99}$/
const EVENT_MEMBERS = ['name', 'messageId', 'occurredAt', 'source', 'identifiers', 'properties']
const IDENTIFIER_MEMBERS = ['type', 'value', 'verified']

/**
 * Is this JSON an event as `eventInputSchema` takes it? A hand-written twin of the schema for the hot path; a property
 * test holds the two together, and what is refused here is put to the schema, which says why.
 */
export function isEventInput(json: JsonValue): json is JsonValue & EventInput {
  if (!isJsonObject(json) || !hasOnly(json, EVENT_MEMBERS)) return false
  const { name, messageId, occurredAt, source, identifiers, properties } = json
  if (typeof name !== 'string' || name.length < 1 || name.length > 200) return false
  if (messageId !== undefined && !isText(messageId, 200)) return false
  if (occurredAt !== undefined && !isInstant(occurredAt)) return false
  if (source !== undefined && !(typeof source === 'string' && NAME.test(source))) return false
  if (properties !== undefined && !isJsonObject(properties)) return false
  if (!Array.isArray(identifiers) || identifiers.length < 1 || identifiers.length > 20) return false
  return identifiers.every(isIdentifier)
}

/** Is this a plain object of JSON? */
export function isJsonObject(json: JsonValue | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function isIdentifier(json: JsonValue): boolean {
  if (!isJsonObject(json) || !hasOnly(json, IDENTIFIER_MEMBERS)) return false
  const { type, value, verified } = json
  if (typeof type !== 'string' || !NAME.test(type)) return false
  return isText(value, 1024) && (verified === undefined || typeof verified === 'boolean')
}

function hasOnly(json: JsonObject, members: readonly string[]): boolean {
  for (const member in json) if (!members.includes(member)) return false
  return true
}

function isText(json: JsonValue | undefined, most: number): boolean {
  return typeof json === 'string' && json.length >= 1 && json.length <= most
}

function isInstant(json: JsonValue): boolean {
  return Number.isSafeInteger(json) && Math.abs(json as number) <= MAX_INSTANT
}

import type { JsonObject } from '@clientele/core'
import * as z from 'zod'
import { filesMappingSchema } from './mapping.ts'

/** The JSON Schema (draft 2020-12) of a mapping file, for editors and for tools that write mappings. */
export function mappingJsonSchema(): JsonObject {
  return z.toJSONSchema(filesMappingSchema, { io: 'input' }) as JsonObject
}

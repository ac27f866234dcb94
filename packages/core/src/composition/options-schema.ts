import * as z from 'zod'
import type { ClienteleOptions } from '../clientele-api.ts'
import { eventDeclarationSchema } from '../model/event-declaration.ts'
import { nameSchema } from '../model/identifier.ts'
import { tableDeclarationSchema } from '../model/table.ts'
import type { Plugin } from '../ports/plugin.ts'
import { durationTextSchema } from '../time/duration-schema.ts'
import { isValidZone } from '../time/zone.ts'
import { readOptions } from './read-options.ts'

/** Is it an object whose members of these names are all of a type? */
function shapedLike(type: 'function' | 'object', members: readonly string[]): (value: unknown) => boolean {
  return (value) =>
    typeof value === 'object' &&
    value !== null &&
    members.every((member) => typeof (value as Record<string, unknown>)[member] === type)
}

const pluginSchema = z.looseObject({
  id: nameSchema,
  kind: z.enum(['connector', 'channel', 'scorer', 'extension']),
  needs: z.array(nameSchema).optional(),
  tables: z.array(tableDeclarationSchema).optional(),
  events: z.array(eventDeclarationSchema).optional(),
  setup: z.custom<Plugin['setup']>((value) => typeof value === 'function', { error: 'expected a function' }),
})

const survivorshipSchema = z.union([
  z.strictObject({
    rule: z.enum(['mostRecent', 'oldest', 'mostFrequent', 'longest', 'verifiedFirst', 'union', 'min', 'max']),
  }),
  z.strictObject({ rule: z.literal('sourcePriority'), order: z.array(z.string()).min(1) }),
  z.strictObject({ rule: z.literal('custom'), name: nameSchema, choose: z.unknown() }),
])

const fieldSchema = z.strictObject({
  type: z.enum(['string', 'number', 'boolean', 'date', 'instant', 'list', 'geo']),
  normalise: nameSchema.optional(),
  survivorship: survivorshipSchema.optional(),
})

const identifierTypeSchema = z.strictObject({
  type: nameSchema,
  weight: z.number().positive(),
  limit: z.number().int().min(1).optional(),
  strong: z.boolean(),
  mergesStrong: z.boolean(),
  blocked: z.array(z.string()).optional(),
  maxContacts: z.number().int().min(1).optional(),
})

const pressureSchema = z.strictObject({
  id: nameSchema,
  scope: z
    .strictObject({
      channel: nameSchema.optional(),
      purpose: nameSchema.optional(),
      programme: nameSchema.optional(),
      segment: nameSchema.optional(),
    })
    .optional(),
  max: z.number().int().min(0),
  window: z.union([
    z.strictObject({ rolling: durationTextSchema }),
    z.strictObject({ calendar: z.enum(['day', 'week', 'month']) }),
  ]),
  overflow: z.enum(['skip', 'defer']).optional(),
  expireAfter: durationTextSchema.optional(),
})

const localTimeSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'expected a local time such as 09:00' })

const quietHoursSchema = z.strictObject({
  id: nameSchema,
  channel: nameSchema,
  country: z.string().length(2).optional(),
  allowed: z.array(
    z.strictObject({
      days: z.array(z.number().int().min(1).max(7)).min(1),
      from: localTimeSchema,
      to: localTimeSchema,
    }),
  ),
  holidays: z.array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/)).optional(),
  outside: z.enum(['defer', 'cancel']).optional(),
})

const optionsSchema = z.strictObject({
  storage: z.custom(shapedLike('function', ['open', 'transaction', 'within', 'close']), {
    error: 'expected a storage, such as memory() or sqlite(file)',
  }),
  plugins: z.array(pluginSchema).optional(),
  migrate: z.enum(['never', 'when-empty', 'always']).optional(),
  sources: z
    .array(z.string().regex(/^[a-z][a-z0-9_.:-]{0,99}$/, { error: 'expected a name in lower case' }))
    .optional(),
  tables: z.array(tableDeclarationSchema).optional(),
  events: z.array(eventDeclarationSchema).optional(),
  fields: z.record(nameSchema, fieldSchema).optional(),
  identifiers: z.array(identifierTypeSchema).min(1).optional(),
  matching: z.strictObject({ columns: z.record(z.string(), z.string()).optional() }).optional(),
  recipes: z.record(nameSchema, z.custom(shapedLike('object', ['steps']))).optional(),
  traits: z.array(z.looseObject({ id: nameSchema })).optional(),
  segments: z.array(z.looseObject({ id: nameSchema })).optional(),
  segmentations: z.array(z.looseObject({ id: nameSchema })).optional(),
  scenarios: z.array(z.looseObject({ id: nameSchema })).optional(),
  pressure: z.array(pressureSchema).optional(),
  quietHours: z.array(quietHoursSchema).optional(),
  timeZone: z
    .string()
    .refine(isValidZone, { error: 'expected an IANA zone such as Europe/Paris' })
    .optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'expected an ISO 3166-1 alpha-2 code such as FR' })
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'expected a BCP 47 tag such as fr' })
    .optional(),
  salt: z.string().min(1).optional(),
  clock: z.custom(shapedLike('function', ['now', 'sleepUntil']), { error: 'expected a clock' }).optional(),
  ids: z.custom(shapedLike('function', ['next']), { error: 'expected a source of ids' }).optional(),
  logger: z
    .custom(shapedLike('function', ['debug', 'info', 'warn', 'error']), { error: 'expected a logger' })
    .optional(),
  cacheSize: z.number().int().min(1).optional(),
})

/**
 * Checks what an instance is composed of, before anything is opened.
 *
 * @throws `INVALID_OPTIONS` with the path of each thing that is wrong.
 */
export function checkOptions(options: ClienteleOptions): void {
  readOptions('createClientele()', optionsSchema, options)
}

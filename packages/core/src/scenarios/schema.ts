import * as z from 'zod'
import { conditionSchema } from '../conditions/schema.ts'
import { nameSchema } from '../model/identifier.ts'
import { jsonObjectSchema, jsonValueSchema } from '../model/json-schema.ts'
import { durationTextSchema } from '../time/duration-schema.ts'
import type { MessageTemplate, ScenarioDefinition, ScenarioNode, Trigger } from './definition.ts'

const eventNameSchema = z.string().min(1).max(200)
const timeSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'expected a local time such as 09:00' })
const pastSchema = z.enum(['continue', 'exit'])

const triggerSchema: z.ZodType<Trigger> = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('event'), event: eventNameSchema, where: conditionSchema.optional() }),
  z.strictObject({ on: z.enum(['segmentEntered', 'segmentLeft']), segment: nameSchema }),
  z.strictObject({
    on: z.literal('row'),
    table: nameSchema,
    where: conditionSchema.optional(),
    previously: conditionSchema.optional(),
  }),
  z.strictObject({ on: z.literal('manual') }),
])

const contentSchema = z.strictObject({
  subject: z.string().max(998).optional(),
  preheader: z.string().max(500).optional(),
  html: z.string().max(500_000).optional(),
  text: z.string().max(100_000),
})

const messageSchema: z.ZodType<MessageTemplate> = z.strictObject({
  channel: nameSchema,
  class: z.enum(['marketing', 'transactional']),
  purpose: nameSchema,
  objective: z.string().min(1).max(500),
  pressure: z.strictObject({ exempt: z.boolean().optional(), counts: z.boolean().optional() }).optional(),
  content: z
    .record(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/), contentSchema)
    .refine((content) => Object.keys(content).length > 0, {
      error: 'expected the content in one language at least',
    }),
})

const nodeSchema: z.ZodType<ScenarioNode> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('wait'),
    for: durationTextSchema,
    from: z.enum(['here', 'trigger']).optional(),
    next: nameSchema,
  }),
  z.strictObject({
    type: z.literal('waitUntilTime'),
    time: timeSchema,
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).optional(),
    next: nameSchema,
  }),
  z.strictObject({
    type: z.literal('waitUntilDate'),
    field: nameSchema,
    offset: durationTextSchema.optional(),
    before: z.boolean().optional(),
    ifPast: pastSchema,
    next: nameSchema,
  }),
  z.strictObject({
    type: z.literal('waitFor'),
    until: z.union([z.strictObject({ event: eventNameSchema, matching: conditionSchema }), conditionSchema]),
    timeout: durationTextSchema,
    next: nameSchema,
    onTimeout: nameSchema,
  }),
  z.strictObject({
    type: z.literal('branch'),
    cases: z.array(z.strictObject({ when: conditionSchema, next: nameSchema })).min(1),
    else: nameSchema,
  }),
  z.strictObject({
    type: z.literal('split'),
    experiment: nameSchema,
    variable: nameSchema,
    arms: z.array(z.strictObject({ id: nameSchema, weight: z.number().positive(), next: nameSchema })).min(2),
  }),
  z.strictObject({ type: z.literal('message'), message: messageSchema, next: nameSchema }),
  z.strictObject({
    type: z.literal('emit'),
    event: eventNameSchema,
    properties: z
      .record(z.string(), z.union([z.strictObject({ ref: z.string() }), jsonValueSchema]))
      .optional(),
    next: nameSchema,
  }),
  z.strictObject({ type: z.literal('exit'), reason: nameSchema }),
])

/** The shape of a scenario; what its nodes point to is checked when it is compiled. */
export const scenarioSchema: z.ZodType<ScenarioDefinition> = z.strictObject({
  id: nameSchema,
  name: z.string().max(200).optional(),
  programme: nameSchema.optional(),
  objective: z.string().max(500).optional(),
  goal: z
    .strictObject({
      kpi: z.string().min(1).max(200),
      event: eventNameSchema.optional(),
      where: conditionSchema.optional(),
      within: durationTextSchema,
    })
    .optional(),
  targeting: z.strictObject({ filter: conditionSchema }),
  triggers: z.array(triggerSchema).min(1),
  runKey: z.string().min(1).max(200).optional(),
  reentry: z.union([z.enum(['once', 'always']), z.strictObject({ after: durationTextSchema })]),
  whileLive: z.enum(['ignore', 'reset']),
  personalisation: z.strictObject({
    needs: z.array(
      z.strictObject({
        field: nameSchema.optional(),
        event: eventNameSchema.optional(),
        table: nameSchema.optional(),
        freshness: durationTextSchema,
      }),
    ),
  }),
  interruption: z.strictObject({ exitWhen: conditionSchema }),
  start: nameSchema,
  nodes: z.record(nameSchema, nodeSchema),
  overdue: pastSchema.optional(),
  meta: jsonObjectSchema.optional(),
})

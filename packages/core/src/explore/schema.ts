import * as z from 'zod'
import type { Window } from '../conditions/ast.ts'
import { conditionSchema, windowSchema } from '../conditions/schema.ts'
import { ClienteleError } from '../errors.ts'
import { nameSchema } from '../model/identifier.ts'
import { issuesOf } from '../model/issues-of.ts'
import { isValidZone } from '../time/zone.ts'
import { traitSchema } from '../traits/schema.ts'
import type {
  Exploration,
  ExplorationAggregate,
  ExplorationDimension,
  ExplorationHaving,
  ExplorationMeasure,
} from './exploration.ts'

const path = z.string().min(1).max(200)
const columnName = z.string().min(1).max(100)
const unit = z.enum(['day', 'week', 'month', 'quarter', 'year'])
const bands = z
  .array(z.number())
  .min(1)
  .max(100)
  .refine((all) => all.every((band, place) => place === 0 || band > (all[place - 1] as number)), {
    error: 'expected ascending numbers',
  })

const aggregate = z.custom<ExplorationAggregate>().superRefine((input, context) => {
  const shaped = typeof input === 'object' && input !== null && !('formula' in input)
  const parsed = traitSchema.safeParse(shaped ? { ...(input as object), id: 'inline' } : input)
  for (const { path: at, message } of parsed.error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [...at], message })
})

const put = { by: unit.optional(), bands: bands.optional() }
/** One schema for each kind of object, told apart by a key: so that an error speaks of what was meant. */
function byKey<Shape>(kinds: { readonly [key: string]: z.ZodType }): z.ZodType<Shape> {
  const keys = Object.keys(kinds)
  return z.custom<Shape>().superRefine((input, context) => {
    const key =
      typeof input === 'object' && input !== null ? keys.find((one) => Object.hasOwn(input, one)) : undefined
    if (key === undefined) {
      const message = `expected an object with one of the keys ${keys.join(', ')}`
      context.addIssue({ code: 'custom', path: [], message })
      return
    }
    for (const issue of kinds[key]?.safeParse(input).error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message })
  })
}

const dimension = byKey<ExplorationDimension>({
  field: z.strictObject({ field: path, ...put }),
  property: z.strictObject({ property: path, ...put }),
  aggregate: z.strictObject({ aggregate, ...put }),
  happened: z.strictObject({ happened: unit }),
  segment: z.strictObject({ segment: nameSchema }),
  segmentation: z.strictObject({ segmentation: nameSchema }),
})

const over = z.enum(['sum', 'avg', 'min', 'max', 'distinct'])
const measure = byKey<ExplorationMeasure>({
  property: z.strictObject({
    of: over,
    property: path,
    minus: path.optional(),
    currency: path.optional(),
  }),
  field: z.strictObject({ of: over, field: path }),
  of: z.strictObject({ of: z.enum(['count', 'contacts']) }),
})

const operand = z.union([z.string().max(1000), z.number(), z.boolean()])
const measureTest = z
  .strictObject({
    measure: columnName,
    op: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between', 'exists', 'missing']),
    value: z.union([operand, z.tuple([operand, operand])]).optional(),
  })
  .refine(
    ({ op, value }) =>
      op === 'exists' || op === 'missing'
        ? value === undefined
        : value !== undefined && Array.isArray(value) === (op === 'between'),
    { error: 'expected no value for exists and missing, [low, high] for between, and one value otherwise' },
  )

/** Conditions in conditions, to a depth that no stack minds. */
function havingWithin(depth: number): z.ZodType<ExplorationHaving> {
  if (depth === 0) return measureTest
  const part = havingWithin(depth - 1)
  return byKey<ExplorationHaving>({
    measure: measureTest,
    all: z.strictObject({ all: z.array(part).max(100) }),
    any: z.strictObject({ any: z.array(part).max(100) }),
    not: z.strictObject({ not: part }),
  })
}

/** The shape of an exploration; what it speaks of is checked when it is compiled. */
export const explorationSchema: z.ZodType<Exploration> = z.strictObject({
  over: z
    .union([
      z.literal('contacts'),
      z.strictObject({ rows: nameSchema }),
      z.strictObject({ event: z.string().min(1).max(200) }),
    ])
    .optional(),
  measures: z
    .record(columnName, measure)
    .refine((all) => Object.keys(all).length > 0, { error: 'expected one measure or more' }),
  dimensions: z.record(columnName, dimension).optional(),
  where: conditionSchema.optional(),
  window: (windowSchema as z.ZodType<Window>).optional(),
  contacts: conditionSchema.optional(),
  having: havingWithin(8).optional(),
  orderBy: z.array(z.strictObject({ by: columnName, descending: z.boolean().optional() })).optional(),
  limit: z.number().int().min(1).optional(),
  timeZone: z
    .string()
    .refine(isValidZone, { error: 'expected an IANA zone such as Europe/Paris' })
    .optional(),
})

/**
 * Reads an exploration from JSON.
 *
 * @throws `INVALID_INPUT` with the path of what is wrong.
 */
export function parseExploration(input: unknown): Exploration {
  const parsed = explorationSchema.safeParse(input)
  if (!parsed.success) throw refuseExploration(issuesOf(parsed.error))
  const { measures, dimensions = {}, orderBy = [] } = parsed.data
  const names = [...Object.keys(dimensions), ...Object.keys(measures)]
  if (new Set(names).size < names.length)
    throw refuseExploration('a measure has the name of a dimension; give one of them another')
  const unknown = orderBy.find(({ by }) => !names.includes(by))
  if (unknown !== undefined)
    throw refuseExploration(`\`orderBy\` names \`${unknown.by}\`, which is neither dimension nor measure`)
  return parsed.data
}

/** The error for a question that cannot be answered. */
export function refuseExploration(what: string): ClienteleError {
  return new ClienteleError('INVALID_INPUT', `The exploration is not valid: ${what}.`)
}

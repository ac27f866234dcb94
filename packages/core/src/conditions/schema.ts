import * as z from 'zod'
import { nameSchema } from '../model/identifier.ts'
import { jsonValueSchema } from '../model/json-schema.ts'
import { durationTextSchema } from '../time/duration-schema.ts'
import type { Condition, ValueOperator } from './ast.ts'
import { DATE_OPERATORS } from './date-operators.ts'
import { MAX_LEVELS } from './depth.ts'
import { operandFault } from './operand-fault.ts'

const VALUE_OPERATORS = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'between',
  'in',
  'notIn',
  'exists',
  'missing',
  'contains',
  'notContains',
  'startsWith',
  'endsWith',
  'matches',
  'hasAny',
  'hasAll',
  'hasNone',
  ...DATE_OPERATORS,
  'near',
] as const satisfies readonly ValueOperator[]

const operatorSchema = z.enum(VALUE_OPERATORS)
const eventNameSchema = z.string().min(1).max(200)
const pathSchema = z.string().min(1).max(200)
const instantTextSchema = z.string().max(40)

const valueTest = {
  op: operatorSchema,
  value: jsonValueSchema.optional(),
  ignoreCase: z.boolean().optional(),
  leapDay: z.enum(['feb28', 'mar1']).optional(),
}

export const windowSchema: z.ZodType = z.union([
  z.strictObject({ last: durationTextSchema }),
  z.strictObject({ ago: z.tuple([durationTextSchema, durationTextSchema]) }),
  z.strictObject({ current: z.enum(['day', 'week', 'month', 'quarter', 'year']) }),
  z.strictObject({ from: instantTextSchema.optional(), to: instantTextSchema.optional() }),
])

const measureSchema = z.union([
  z.strictObject({ of: z.enum(['count', 'daysSince']) }),
  z.strictObject({
    of: z.enum(['sum', 'avg', 'min', 'max', 'distinct', 'first', 'last']),
    property: pathSchema,
  }),
])

/** One object schema per kind of condition, by the key that tells it apart. */
function shapesOver(part: z.ZodType): { readonly [key: string]: z.ZodType } {
  const behaviour = {
    where: part.optional(),
    window: windowSchema.optional(),
    measure: measureSchema.optional(),
    op: operatorSchema.optional(),
    value: jsonValueSchema.optional(),
  }
  const step = z.strictObject({ event: eventNameSchema, where: part.optional() })
  return {
    all: z.strictObject({ all: z.array(part) }),
    any: z.strictObject({ any: z.array(part) }),
    atLeast: z.strictObject({ atLeast: z.number().int().min(0), of: z.array(part) }),
    segment: z.strictObject({ segment: nameSchema }),
    field: z.strictObject({
      field: nameSchema,
      ...valueTest,
      heldFor: z
        .strictObject({ atLeast: durationTextSchema.optional(), lessThan: durationTextSchema.optional() })
        .optional(),
    }),
    property: z.strictObject({ property: pathSchema, ...valueTest }),
    sequence: z.strictObject({
      sequence: step,
      // biome-ignore lint/suspicious/noThenProperty: a schema, which is never awaited; the word is the language's.
      then: step,
      within: durationTextSchema,
      not: z.boolean().optional(),
      window: windowSchema.optional(),
    }),
    event: z.strictObject({ event: eventNameSchema, ...behaviour }),
    rows: z.strictObject({ rows: nameSchema, via: pathSchema.optional(), ...behaviour }),
    not: z.strictObject({ not: part }),
  }
}

const shallow = shapesOver(z.unknown())

const MAX_PARTS = 20_000

type Step = string | number

interface Finding {
  readonly path: readonly Step[]
  readonly message: string
}

/** A part that is still to be looked at; its path is kept as the way back, which costs nothing. */
interface OpenPart {
  readonly value: unknown
  readonly steps: readonly Step[]
  readonly from: OpenPart | undefined
  readonly level: number
}

/**
 * The shape of a condition, strict: an unknown key, a missing operand, an operand of the wrong shape, an unreadable
 * duration, date or pattern are refused with their path. What it speaks of is checked by `parseCondition`.
 */
export const conditionSchema: z.ZodType<Condition> = z.custom<Condition>().superRefine((input, context) => {
  for (const { path, message } of findingsOf(input))
    context.addIssue({ code: 'custom', path: [...path], message })
})

function findingsOf(input: unknown): readonly Finding[] {
  const findings: Finding[] = []
  const open: OpenPart[] = [{ value: input, steps: [], from: undefined, level: 0 }]
  let parts = 0
  for (let item = open.pop(); item !== undefined && findings.length < 20; item = open.pop()) {
    const { value, level } = item
    const tooLarge = faultOfSize(level, ++parts)
    if (tooLarge !== undefined) {
      findings.push({ path: pathOf(item).slice(0, 6), message: tooLarge })
      break
    }
    const kind = kindOf(value)
    if (kind === undefined) {
      findings.push({
        path: pathOf(item),
        message: `expected a condition, an object with one of the keys ${Object.keys(shallow).join(', ')}`,
      })
      continue
    }
    const result = (shallow[kind] as z.ZodType).safeParse(value)
    if (!result.success) {
      for (const issue of result.error.issues)
        findings.push({ path: [...pathOf(item), ...(issue.path as Step[])], message: issue.message })
      continue
    }
    const node = value as Readonly<Record<string, unknown>>
    const fault = faultOf(kind, node)
    if (fault !== undefined) findings.push({ path: pathOf(item), message: fault })
    for (const [steps, part] of partsOf(kind, node))
      open.push({ value: part, steps, from: item, level: level + 1 })
  }
  return findings
}

function faultOfSize(level: number, parts: number): string | undefined {
  if (level > MAX_LEVELS)
    return `the condition is nested more than ${MAX_LEVELS} levels deep; make segments of its parts`
  if (parts > MAX_PARTS) return `the condition has more than ${MAX_PARTS} parts; make segments of them`
  return undefined
}

function pathOf(part: OpenPart): readonly Step[] {
  const path: Step[] = []
  for (let at: OpenPart | undefined = part; at !== undefined; at = at.from) path.unshift(...at.steps)
  return path
}

function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.keys(shallow).find((key) => Object.hasOwn(value, key))
}

function faultOf(kind: string, node: Readonly<Record<string, unknown>>): string | undefined {
  if (kind === 'field' || kind === 'property') return operandFault(node as never)
  if (kind !== 'event' && kind !== 'rows') return undefined
  const op = (node.op ?? 'gte') as ValueOperator
  const takesNone = op === 'exists' || op === 'missing'
  return operandFault({ op, value: (node.value ?? (takesNone ? undefined : 1)) as never })
}

function partsOf(
  kind: string,
  node: Readonly<Record<string, unknown>>,
): readonly (readonly [readonly Step[], unknown])[] {
  switch (kind) {
    case 'all':
    case 'any':
      return (node[kind] as unknown[]).map((part, index) => [[kind, index], part])
    case 'atLeast':
      return (node.of as unknown[]).map((part, index) => [['of', index], part])
    case 'not':
      return [[['not'], node.not]]
    case 'sequence':
      return (['sequence', 'then'] as const)
        .map((step) => [[step, 'where'], (node[step] as { where?: unknown }).where] as const)
        .filter(([, part]) => part !== undefined)
    default:
      return node.where === undefined ? [] : [[['where'], node.where]]
  }
}

/** The JSON Schema of a condition, for editors and other languages. */
export function conditionJsonSchema(): object {
  const part: z.ZodType = z.lazy(() => whole)
  const whole: z.ZodType = z
    .union(Object.values(shapesOver(part)) as [z.ZodType, z.ZodType])
    .meta({ id: 'Condition' })
  return z.toJSONSchema(whole, { unrepresentable: 'any', io: 'input' })
}

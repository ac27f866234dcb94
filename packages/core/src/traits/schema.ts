import * as z from 'zod'
import { conditionJsonSchema, conditionSchema, windowSchema } from '../conditions/schema.ts'
import { nameSchema } from '../model/identifier.ts'
import type { TraitDefinition } from './definition.ts'

const MAX_FORMULA = 2000
const idSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/, {
  error: 'expected a name that begins with a letter and holds letters, digits and _ (100 at most)',
})
const pathSchema = z.string().min(1).max(200)

const base = {
  id: idSchema,
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(2000).optional(),
  stored: z.boolean().optional(),
  history: z.boolean().optional(),
}

const propertyMeasureSchema = z.strictObject({
  of: z.enum(['sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'mostFrequent']),
  property: pathSchema,
})

const rowMeasureSchema = z.union([z.strictObject({ of: z.literal('count') }), propertyMeasureSchema])

const measureSchema = z.union([
  z.strictObject({ of: z.enum(['count', 'firstAt', 'lastAt', 'daysSince', 'rhythm']) }),
  propertyMeasureSchema,
  z.strictObject({
    of: z.literal('list'),
    property: pathSchema,
    limit: z.number().int().min(1).max(1000).optional(),
  }),
])

const moneySchema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'expected an ISO 4217 code such as EUR' }),
  property: pathSchema.optional(),
  amounts: z.enum(['minor', 'major']).optional(),
})

const rowMoneySchema = z.strictObject({
  currency: moneySchema.shape.currency,
  property: moneySchema.shape.property,
})

/** One object schema per kind of trait, by the key that tells it apart. */
function shapesOver(condition: z.ZodType): {
  readonly [kind in
    | 'event'
    | 'rows'
    | 'householdEvents'
    | 'householdRows'
    | 'ofRows'
    | 'ofRow'
    | 'formula']: z.ZodType
} {
  const aggregate = {
    where: condition.optional(),
    window: windowSchema.optional(),
    measure: measureSchema,
    money: moneySchema.optional(),
  }
  const { id, name, description } = base
  const event = z.string().min(1).max(200)
  const per = { ...base, per: z.literal('household') }
  const ofRow = { id, name, description, of: nameSchema }
  return {
    event: z.strictObject({ ...base, event, ...aggregate }),
    rows: z.strictObject({ ...base, rows: nameSchema, ...aggregate }),
    householdEvents: z.strictObject({ ...per, event, ...aggregate }),
    householdRows: z.strictObject({ ...per, rows: nameSchema, ...aggregate }),
    ofRows: z.strictObject({
      ...ofRow,
      rows: nameSchema,
      via: nameSchema,
      where: aggregate.where,
      measure: rowMeasureSchema,
      money: aggregate.money,
    }),
    ofRow: z.strictObject({
      ...ofRow,
      formula: z.string().min(1).max(MAX_FORMULA),
      money: rowMoneySchema.optional(),
    }),
    formula: z.strictObject({ ...base, formula: z.string().min(1).max(MAX_FORMULA) }),
  }
}

const shapes = shapesOver(conditionSchema)

/** The kind of a trait, by the keys that tell it apart. */
function kindOf(input: object): keyof typeof shapes | undefined {
  if ('of' in input) return 'rows' in input ? 'ofRows' : 'ofRow'
  if ('per' in input) return 'rows' in input ? 'householdRows' : 'householdEvents'
  return (['event', 'rows', 'formula'] as const).find((key) => key in input)
}

/** The shape of a trait, strict; what it speaks of is checked when it is compiled. */
export const traitSchema: z.ZodType<TraitDefinition> = z
  .custom<TraitDefinition>()
  .superRefine((input, context) => {
    const kind = typeof input === 'object' && input !== null ? kindOf(input) : undefined
    if (kind === undefined) {
      const message = `expected a trait, an object with one of the keys event, rows, of, formula`
      context.addIssue({ code: 'custom', path: [], message })
      return
    }
    const parsed = shapes[kind].safeParse(input)
    for (const { path, message } of parsed.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...path], message })
  })

/** The JSON Schema of a trait, for editors and other languages. */
export function traitJsonSchema(): object {
  const { $defs, ...condition } = conditionJsonSchema() as { readonly $defs?: object }
  const whole = z.union(Object.values(shapesOver(z.unknown().meta({ id: 'Condition' }))) as never)
  const schema = z.toJSONSchema(whole, { unrepresentable: 'any', io: 'input' }) as { readonly $defs?: object }
  return { ...schema, $defs: { ...schema.$defs, Condition: condition, ...$defs } }
}

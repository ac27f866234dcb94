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

const measureSchema = z.union([
  z.strictObject({ of: z.enum(['count', 'firstAt', 'lastAt', 'daysSince', 'rhythm']) }),
  z.strictObject({
    of: z.enum(['sum', 'avg', 'min', 'max', 'first', 'last', 'distinct', 'mostFrequent']),
    property: pathSchema,
  }),
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
  readonly [kind in 'event' | 'rows' | 'of' | 'formula']: z.ZodType
} {
  const aggregate = {
    where: condition.optional(),
    window: windowSchema.optional(),
    measure: measureSchema,
    money: moneySchema.optional(),
  }
  return {
    event: z.strictObject({ ...base, event: z.string().min(1).max(200), ...aggregate }),
    rows: z.strictObject({ ...base, rows: nameSchema, ...aggregate }),
    of: z.strictObject({
      id: base.id,
      name: base.name,
      description: base.description,
      of: nameSchema,
      formula: z.string().min(1).max(MAX_FORMULA),
      money: rowMoneySchema.optional(),
    }),
    formula: z.strictObject({ ...base, formula: z.string().min(1).max(MAX_FORMULA) }),
  }
}

const shapes = shapesOver(conditionSchema)
const KINDS = Object.keys(shapes) as (keyof typeof shapes)[]

/** The shape of a trait, strict; what it speaks of is checked when it is compiled. */
export const traitSchema: z.ZodType<TraitDefinition> = z
  .custom<TraitDefinition>()
  .superRefine((input, context) => {
    const kind = typeof input === 'object' && input !== null ? KINDS.find((one) => one in input) : undefined
    if (kind === undefined) {
      const message = `expected a trait, an object with one of the keys ${KINDS.join(', ')}`
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

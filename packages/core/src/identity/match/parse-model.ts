import * as z from 'zod'
import { ClienteleError } from '../../errors.ts'
import { blockingRulesOf } from './blocking-rule.ts'
import { planColumns } from './columns.ts'
import { featuresOf } from './features.ts'
import { IDENTITY_MODEL_VERSION, type IdentityModel } from './match-model.ts'
import { recordStore } from './record-store.ts'
import { valueFrequency } from './value-frequency.ts'

const hash = z.number().int().min(-2_147_483_648).max(2_147_483_647)
const share = z.number().min(0).max(1)
const part = z.strictObject({
  field: z.number().int().min(0),
  part: z.enum(['value', 'sound', 'start', 'initial', 'year', 'dayPair', 'local']),
})

const modelSchema = z.strictObject({
  version: z.literal(IDENTITY_MODEL_VERSION),
  columns: z.record(z.string(), z.string()),
  country: z.string().regex(/^[A-Z]{2}$/),
  trainedOn: z.number().int().min(0),
  shares: z.strictObject({ person: share, household: share, unrelated: share }),
  features: z.array(
    z.strictObject({
      id: z.string(),
      person: z.array(z.number().positive()),
      household: z.array(z.number().positive()),
      unrelated: z.array(z.number().positive()),
      shared: share,
    }),
  ),
  fields: z.array(
    z.strictObject({
      total: z.number().min(0),
      agreement: z.number().positive().max(1),
      rare: z.number().positive(),
      hashes: z.array(hash),
      counts: z.array(z.number().positive()),
      generic: z.array(hash),
    }),
  ),
  rules: z.array(
    z.strictObject({
      rule: z.strictObject({
        id: z.string(),
        parts: z.array(part).min(1).max(2),
        unordered: z.boolean(),
        wide: z.boolean(),
        refine: z.array(part),
      }),
      heavy: z.array(hash),
    }),
  ),
  threshold: z.number(),
  guard: z.number(),
})

/**
 * Reads a model from JSON, as `JSON.parse` gives it.
 *
 * @throws {@link ClienteleError} `MODEL_VERSION` for a model of another version, `INVALID_INPUT` for what is no model.
 *
 * @example
 * ```ts
 * const { model } = await resolve([], { columns: { email: 'email' } })
 * const again = parseIdentityModel(JSON.parse(JSON.stringify(model)))
 * // again.version is 1
 * ```
 */
export function parseIdentityModel(json: unknown): IdentityModel {
  const version =
    typeof json === 'object' && json !== null ? (json as { version?: unknown }).version : undefined
  if (version !== undefined && version !== IDENTITY_MODEL_VERSION) {
    throw new ClienteleError(
      'MODEL_VERSION',
      `Expected an identity model of version ${IDENTITY_MODEL_VERSION}, got ${JSON.stringify(version)}. Learn a model anew with resolve() and compare the two with contactChanges().`,
    )
  }
  const parsed = modelSchema.safeParse(json)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? ''
    throw refuse(path === '' ? 'an object' : `"${path}"`, parsed.error.issues[0]?.message ?? 'something else')
  }
  const model = parsed.data as IdentityModel
  const store = recordStore(planColumns(model.columns))
  if (model.fields.length !== store.fields.length)
    throw refuse('one entry of "fields" per column', 'another number')
  const features = featuresOf(store, (field) => valueFrequency(field, model.fields[field.index]!))
  const fits =
    features.length === model.features.length &&
    features.every(({ id, levels }, index) => {
      const weights = model.features[index]!
      return (
        [weights.person, weights.household, weights.unrelated].every(
          ({ length }) => length === levels.length,
        ) && weights.id === id
      )
    })
  if (!fits) throw refuse('"features" that fit the columns', 'others')
  const known = new Set(blockingRulesOf(store.fields).map(({ id }) => id))
  if (
    !model.rules.every(
      ({ rule }) => known.has(rule.id) && rule.parts.every(({ field }) => field < store.fields.length),
    )
  ) {
    throw refuse('"rules" that fit the columns', 'others')
  }
  return model
}

function refuse(expected: string, came: string): ClienteleError {
  return new ClienteleError(
    'INVALID_INPUT',
    `Expected an identity model with ${expected}, got ${came}. Pass what JSON.stringify made of a model from resolve().`,
  )
}

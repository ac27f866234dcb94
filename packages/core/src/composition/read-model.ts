import { ClienteleError } from '../errors.ts'
import type { CheckingSchema } from '../model/checking-schema.ts'
import { issuesOf } from '../model/issues-of.ts'

/** What marks a stored model: its kind (`clientele.rfm`), its version, and what to call it. */
export interface ModelMark {
  readonly kind: string
  readonly version: string | number
  /** For messages: `RFM model`. */
  readonly title: string
}

/**
 * A stored model read back: JSON with `kind` and `version`, and what its schema says.
 *
 * @throws `MODEL_VERSION` for a model of another version or of something else
 * @throws `INVALID_INPUT` for a model that is damaged; the message names the place
 *
 * @example
 * ```ts
 * import * as z from 'zod'
 *
 * const schema = z.looseObject({ weights: z.array(z.number()) })
 * const mark = { kind: 'agency.churn', version: 1, title: 'churn model' }
 * readModel(mark, schema, { kind: 'agency.churn', version: 1, weights: [0.2] }).weights // [0.2]
 * ```
 */
export function readModel<Model>(
  { kind, version, title }: ModelMark,
  schema: CheckingSchema<Model>,
  json: unknown,
): Model {
  const head = (typeof json === 'object' ? json : undefined) as
    | { readonly kind?: unknown; readonly version?: unknown }
    | null
    | undefined
  if (head?.kind !== kind || head.version !== version)
    throw new ClienteleError(
      'MODEL_VERSION',
      `Expected the ${title} of version ${version} (kind "${kind}"), got kind ${said(head?.kind)}, version ${said(head?.version)}. Fit it again, or use the package that wrote it.`,
    )
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw new ClienteleError(
    'INVALID_INPUT',
    `The ${title} is damaged: ${issuesOf(parsed.error, 1)}. Fit it again.`,
  )
}

function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `"${String(value).slice(0, 60)}"` : 'none'
}

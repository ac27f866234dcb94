import { ClienteleError } from '../errors.ts'
import type { CheckingSchema } from '../model/checking-schema.ts'
import { issuesOf } from '../model/issues-of.ts'

/**
 * The options of a factory, checked by their schema before anything is opened or read; as the schema gives them back.
 *
 * @param factory its name, for the message: `smtp()`
 * @throws `INVALID_OPTIONS` with the path of each thing that is wrong, never with a value, which may be a secret
 *
 * @example
 * ```ts
 * import * as z from 'zod'
 *
 * const schema = z.strictObject({ url: z.url() })
 * const pager = (options: { readonly url: string }) => {
 *   const { url } = readOptions('pager()', schema, options)
 *   return definePlugin({ id: 'pager', kind: 'extension', setup: () => ({ url }) })
 * }
 * ```
 */
export function readOptions<Options>(
  factory: string,
  schema: CheckingSchema<Options>,
  options: unknown,
): Options {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  throw new ClienteleError(
    'INVALID_OPTIONS',
    `The options of ${factory} are not valid: ${issuesOf(parsed.error)}.`,
    { details: { paths: parsed.error.issues.map(({ path }) => path.map(String).join('.')) } },
  )
}

import { ClienteleError, issuesOf, type ReadOnlySqlOptions } from '@clientele/core'
import * as z from 'zod'

/** A question in SQL, checked, with its defaults. */
interface ReadOnlyQuestion {
  readonly sql: string
  readonly parameters: readonly (string | number | null)[]
  readonly limit: number
  readonly timeoutMs: number
}

const optionsSchema = z.strictObject({
  parameters: z.array(z.union([z.string(), z.number(), z.null()])).optional(),
  limit: z.number().int().min(1).max(100_000).optional(),
  timeoutMs: z.number().int().min(1).max(600_000).optional(),
})

/** White space and comments before the first word, and the semicolon after the last. */
const BEFORE = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/
const AFTER = /[\s;]+$/

/** Reads a question. What the database must refuse is its own to refuse; this says early what cannot be right. */
export function readOnlyQuestion(sql: string, options: ReadOnlySqlOptions = {}): ReadOnlyQuestion {
  const parsed = optionsSchema.safeParse(options)
  if (!parsed.success)
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected a question in SQL, got options: ${issuesOf(parsed.error)}.`,
    )
  const text = String(sql).replace(BEFORE, '').replace(AFTER, '')
  if (!/^(?:select|with|values)\b/i.test(text))
    throw new ClienteleError(
      'INVALID_INPUT',
      'Expected one statement that begins with `select`, `with` or `values`, got another; this door only reads.',
    )
  const { parameters = [], limit = 1000, timeoutMs = 10_000 } = parsed.data
  return { sql: text, parameters, limit, timeoutMs }
}

/** The error for a question whose time is over. */
export function questionTimedOut(timeoutMs: number): ClienteleError {
  return new ClienteleError(
    'LIMIT_EXCEEDED',
    `Expected an answer within ${timeoutMs} ms, got none; the database was made to stop. Ask for less, or raise \`timeoutMs\`.`,
  )
}

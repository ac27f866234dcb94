import { ClienteleError, type ReadOnlySqlOptions } from '@clientele/core'

/** A question in SQL, checked, with its defaults. */
interface ReadOnlyQuestion {
  readonly sql: string
  readonly parameters: readonly (string | number | null)[]
  readonly limit: number
  readonly timeoutMs: number
}

const MAX_ROWS = 100_000
const MAX_TIME = 600_000

/** White space and comments before the first word, and the semicolon after the last. */
const BEFORE = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/
const AFTER = /[\s;]+$/

/** Reads a question. What the database must refuse is its own to refuse; this says early what cannot be right. */
export function readOnlyQuestion(sql: string, options: ReadOnlySqlOptions = {}): ReadOnlyQuestion {
  const text = String(sql).replace(BEFORE, '').replace(AFTER, '')
  if (!/^(?:select|with|values)\b/i.test(text))
    throw new ClienteleError(
      'INVALID_INPUT',
      'Expected one statement that begins with `select`, `with` or `values`, got another; this door only reads.',
    )
  const { parameters = [], limit = 1000, timeoutMs = 10_000 } = options
  refuseOutside('limit', limit, MAX_ROWS)
  refuseOutside('timeoutMs', timeoutMs, MAX_TIME)
  if (!parameters.every((one) => one === null || typeof one === 'string' || Number.isFinite(one)))
    throw new ClienteleError(
      'INVALID_INPUT',
      'Expected `parameters` to be texts, numbers and nulls, got another.',
    )
  return { sql: text, parameters, limit, timeoutMs }
}

function refuseOutside(name: string, value: number, greatest: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= greatest) return
  throw new ClienteleError(
    'INVALID_INPUT',
    `Expected \`${name}\` to be a whole number from 1 to ${greatest}, got another.`,
  )
}

/** The error for a question whose time is over. */
export function questionTimedOut(timeoutMs: number): ClienteleError {
  return new ClienteleError(
    'LIMIT_EXCEEDED',
    `Expected an answer within ${timeoutMs} ms, got none; the database was made to stop. Ask for less, or raise \`timeoutMs\`.`,
  )
}

import { ClienteleError } from '@clientele/core'
import type { Shell } from './shell.ts'

/** One argument of a command. */
export interface Argument {
  readonly type: 'positional' | 'string' | 'boolean'
  readonly description: string
  readonly required?: boolean | undefined
  /** What stands for the value in the help: `date`. */
  readonly valueHint?: string | undefined
}

/** The values of the arguments by name. */
export interface Values {
  readonly [name: string]: unknown
}

/** One command of `clientele`. */
export interface Command {
  readonly name: string
  readonly summary: string
  readonly arguments: { readonly [name: string]: Argument }
  readonly run: (values: Values, shell: Shell) => Promise<void>
}

/** A text argument, `undefined` when it was not given. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Was a flag given? */
export function isSet(values: Values, name: string): boolean {
  return values[name] === true
}

/**
 * An instant argument: ISO 8601, a date alone is its first instant in UTC.
 *
 * @throws `INVALID_INPUT`
 */
export function instantOf(values: Values, name: string): number | undefined {
  const text = textOf(values, name)
  if (text === undefined) return undefined
  const instant = Date.parse(text)
  if (Number.isNaN(instant))
    throw new ClienteleError(
      'INVALID_INPUT',
      `Expected --${name} to be a date such as 2026-03-01 or 2026-03-01T09:00:00Z.`,
    )
  return instant
}

import { isClienteleError } from '@clientele/core'

/** An error as a person reads it: code, message, and the stack only when it is asked for. */
export function errorText(error: unknown, debug: boolean): string {
  const head = isClienteleError(error)
    ? `${error.code}: ${error.message}`
    : error instanceof Error
      ? `${error.name}: ${error.message}`
      : String(error)
  if (!debug) return head
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const cause =
    error instanceof Error && error.cause !== undefined ? `\ncaused by ${errorText(error.cause, true)}` : ''
  return `${head}\n${stack}${cause}`
}

import type { JsonObject } from '../model/json.ts'
import type { Logger } from '../ports/logger.ts'

/** How much is said: a level and all that are graver. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

/**
 * Logs to the console, a line each.
 *
 * @example
 * ```ts
 * const logger = consoleLogger('info')
 * ```
 */
export function consoleLogger(level: LogLevel = 'warn'): Logger {
  const least = LEVELS.indexOf(level)
  const logAs = (as: LogLevel) => (message: string, details?: JsonObject) => {
    if (LEVELS.indexOf(as) < least) return
    const line = `clientele: ${message}`
    if (details === undefined) console[as](line)
    else console[as](line, JSON.stringify(details))
  }
  return { debug: logAs('debug'), info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
}

import type { JsonObject, Logger } from '@clientele/core'

/** One line of a {@link RecordingLogger}. */
export interface LogEntry {
  readonly level: 'debug' | 'info' | 'warn' | 'error'
  readonly message: string
  readonly details: JsonObject | undefined
}

/** A logger that keeps what it was given. */
export interface RecordingLogger extends Logger {
  readonly entries: readonly LogEntry[]
}

/**
 * Makes a logger that prints nothing and keeps every line: to see what was warned about, and that no line holds
 * a person's data.
 *
 * @example
 * ```ts
 * const logger = recordingLogger()
 * logger.warn('A source was skipped', { source: 'till' })
 * logger.entries.filter(({ level }) => level === 'warn').length // 1
 * ```
 */
export function recordingLogger(): RecordingLogger {
  const entries: LogEntry[] = []
  const at =
    (level: LogEntry['level']) =>
    (message: string, details?: JsonObject): void => {
      entries.push({ level, message, details })
    }
  return { entries, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

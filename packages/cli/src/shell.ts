import type { JsonValue } from '@clientele/core'

/** What a command sees of the terminal. */
export interface Shell {
  readonly folder: string
  /** The configuration file that was asked for. */
  readonly config: string | undefined
  /** Is the answer wanted as JSON, and nothing else on standard output? */
  readonly json: boolean
  readonly isTerminal: boolean
  /** Fires at the first Ctrl-C. */
  readonly signal: AbortSignal
  /** A line for a person; nothing under `--json`. */
  readonly say: (line?: string) => void
  /** A line on standard error, always. */
  readonly warn: (line: string) => void
  /** The answer under `--json`. */
  readonly answer: (value: JsonValue) => void
}

/** Makes the shell of a process. */
export function processShell(options: {
  readonly config: string | undefined
  readonly json: boolean
  readonly signal: AbortSignal
}): Shell {
  const { config, json, signal } = options
  return {
    folder: process.cwd(),
    config,
    json,
    isTerminal: process.stderr.isTTY === true && !json,
    signal,
    say: (line = '') => {
      if (!json) process.stdout.write(`${line}\n`)
    },
    warn: (line) => {
      process.stderr.write(`${line}\n`)
    },
    answer: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`)
    },
  }
}

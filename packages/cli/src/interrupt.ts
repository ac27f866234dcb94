/** Exit status of a process that Ctrl-C ended: 128 + SIGINT. */
export const INTERRUPTED = 130

/** A signal that fires at the first Ctrl-C (or SIGTERM); the second one ends the process at once. */
export function interruptSignal(onFirst: () => void): {
  readonly signal: AbortSignal
  readonly release: () => void
} {
  const controller = new AbortController()
  const listener = (): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED)
    onFirst()
    controller.abort()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', listener)
      process.off('SIGTERM', listener)
    },
  }
}

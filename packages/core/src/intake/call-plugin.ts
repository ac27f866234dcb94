import { ClienteleError, isClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'

/** How long a connector may take for one piece, in ms. */
const LIMIT = 120_000

/**
 * Calls a plugin, which may throw or hang: the error says which one it was, listeners are told, and the host goes on.
 * What a plugin throws as an error of Clientele's own (a wrong mapping, a file that changed) is passed on as it is.
 *
 * @throws `PLUGIN_FAILED`, `PLUGIN_TIMEOUT`; `ABORTED` when the signal fires meanwhile.
 */
export async function callPlugin<Result>(
  kernel: Pick<Kernel, 'clock' | 'emit'>,
  pluginId: string,
  work: () => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  const over = new AbortController()
  const stop = (): void => over.abort()
  signal?.addEventListener('abort', stop)
  const late = kernel.clock.sleepUntil(kernel.clock.now() + LIMIT, over.signal).then(
    () => Promise.reject(timedOut(pluginId)),
    () => (signal?.aborted === true ? Promise.reject(aborted()) : new Promise<never>(() => undefined)),
  )
  try {
    return await Promise.race([Promise.resolve().then(work), late])
  } catch (error) {
    const own = isClienteleError(error) ? error : failed(pluginId, error)
    if (own.code === 'PLUGIN_FAILED' || own.code === 'PLUGIN_TIMEOUT')
      kernel.emit('plugin.failed', { pluginId, code: own.code })
    throw own
  } finally {
    signal?.removeEventListener('abort', stop)
    over.abort()
  }
}

function failed(pluginId: string, cause: unknown): ClienteleError {
  const reason = cause instanceof Error ? cause.name : `it threw a ${typeof cause}`
  return new ClienteleError(
    'PLUGIN_FAILED',
    `The plugin \`${pluginId}\` failed while it was read from (${reason}); what was read before is stored. See the cause, then pull again.`,
    { cause, details: { pluginId } },
  )
}

function timedOut(pluginId: string): ClienteleError {
  return new ClienteleError(
    'PLUGIN_TIMEOUT',
    `Expected the plugin \`${pluginId}\` to read on within ${LIMIT / 1000} s, and it did not; what was read before is stored. Pull again to go on.`,
    { retryable: true, details: { pluginId, limit: LIMIT } },
  )
}

function aborted(): ClienteleError {
  return new ClienteleError(
    'ABORTED',
    'Expected to be let finish, got an abort: what was committed before it stays; call again to go on.',
  )
}

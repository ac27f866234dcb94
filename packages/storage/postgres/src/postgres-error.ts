import { ClienteleError, type ClienteleErrorCode, isClienteleError } from '@clientele/core'

/** Error codes of PostgreSQL, or their first two characters (https://www.postgresql.org/docs/18/errcodes-appendix.html). */
const CODES: readonly (readonly [prefix: string, code: ClienteleErrorCode, advice: string])[] = [
  ['08', 'STORAGE_UNAVAILABLE', 'the connection was lost and nothing was written: try again'],
  ['57P0', 'STORAGE_UNAVAILABLE', 'the server is shutting down or starting: try again'],
  ['53300', 'STORAGE_UNAVAILABLE', 'the server has no connection left: lower the sizes of the pools'],
  ['53100', 'STORAGE_FULL', 'nothing was written: free some space on the server and try again'],
  ['53', 'STORAGE_UNAVAILABLE', 'the server lacks resources: try again later'],
  ['40', 'STORAGE_BUSY', 'another worker wrote the same rows three times in a row: try again'],
  ['55P03', 'STORAGE_BUSY', 'another worker holds the lock: try again'],
  [
    '57014',
    'STORAGE_BUSY',
    'the statement was cancelled by a time-out: try again, or raise `statement_timeout`',
  ],
  ['25006', 'STORAGE_READ_ONLY', 'connect to the primary server, with a role that may write'],
  ['42501', 'STORAGE_READ_ONLY', "give the role the right to use and write Clientele's tables"],
  ['28', 'STORAGE_UNAVAILABLE', 'the server refuses this user: check the credentials'],
  ['3D000', 'STORAGE_UNAVAILABLE', 'there is no such database: create it, or check its name'],
  ['XX001', 'STORAGE_CORRUPT', 'a table is damaged: restore a backup'],
  ['XX002', 'STORAGE_CORRUPT', 'an index is damaged: `reindex` it'],
  ['25P01', 'INVALID_OPTIONS', 'no transaction is open on this client: `begin` one before `within`'],
]

const FOREVER: ReadonlySet<string> = new Set(['28', '3D000'])

/** An error of `pg` or of its socket in Clientele's words; others stay as they are. */
export function postgresError(error: unknown): unknown {
  if (isClienteleError(error) || !(error instanceof Error)) return error
  if (isConnectionLoss(error) && !isSqlState(codeOf(error))) {
    return new ClienteleError(
      'STORAGE_UNAVAILABLE',
      'Expected an answer of PostgreSQL, got a lost connection: check that the server runs, and try again.',
      { cause: error, retryable: true },
    )
  }
  const state = codeOf(error)
  if (!isSqlState(state)) return error
  const known = CODES.find(([prefix]) => state.startsWith(prefix))
  const [prefix, code, advice] = known ?? ['', 'STORAGE_FAILED' as const, 'see `cause`']
  const mayPass = code === 'STORAGE_UNAVAILABLE' || code === 'STORAGE_BUSY' || code === 'STORAGE_FULL'
  return new ClienteleError(code, `Expected PostgreSQL to do its work, got error ${state}: ${advice}.`, {
    cause: error,
    retryable: mayPass && !FOREVER.has(prefix),
    details: { sqlState: state },
  })
}

/**
 * Did another worker get in the way: serialisation failure, deadlock, or a row that it inserted first? The work
 * then sees what the other one wrote when it runs again.
 */
export function isConflict(error: unknown): boolean {
  return ['40001', '40P01', '23505'].includes(codeOf(rootOf(error)) ?? '')
}

/** Is the connection gone, and with it the transaction? */
export function isConnectionLoss(error: unknown): boolean {
  const root = rootOf(error)
  const code = codeOf(root) ?? ''
  if (code.startsWith('08') || code.startsWith('57P0') || SOCKET_CODES.has(code)) return true
  return root instanceof Error && LOST.test(root.message)
}

const SOCKET_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENOENT',
])

/** What `pg` says without a code. */
const LOST =
  /connection (terminated|ended|error)|not queryable|timeout exceeded when trying to connect|server closed/i

function rootOf(error: unknown): unknown {
  return isClienteleError(error) ? error.cause : error
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : undefined
}

function isSqlState(code: string | undefined): code is string {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE'
}

import type { SendResult } from '@clientele/core'

/** What nodemailer says went wrong, as far as it is read here. */
interface SmtpFailure {
  readonly code?: string | undefined
  readonly responseCode?: number | undefined
  readonly response?: string | undefined
  readonly command?: string | undefined
}

/** Codes by which a server asks for another log-in (RFC 4954, 6): the host's affair, not the message's. */
const AUTH_CODES: ReadonlySet<number> = new Set([530, 534, 535, 538])
/** The mailbox or its domain does not exist (RFC 3463, 3.2). */
const DEAD_ADDRESS: ReadonlySet<string> = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.10'])

/**
 * What a failed delivery means. A reply of the server decides: 4xx later, 5xx never; a mailbox that does not exist is
 * to be suppressed. Without a reply, it depends on whether any of the message was handed over: only then nobody
 * knows. Reasons hold codes, never the server's words, which may name the person.
 */
export function readFailure(error: unknown, handedOver: boolean): SendResult {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as SmtpFailure
  const { code, responseCode } = failure
  if (responseCode !== undefined && responseCode >= 400) return readReply(failure, responseCode)
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return { status: 'rejected', reason: code }
  if (handedOver) return { status: 'unknown', reason: code ?? 'lost' }
  return { status: 'unavailable', reason: code ?? 'no-connection' }
}

function readReply(failure: SmtpFailure, responseCode: number): SendResult {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/u.exec(failure.response ?? '')?.[1]
  const reason = enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`
  const ofTheHost = failure.code === 'EAUTH' || AUTH_CODES.has(responseCode) || failure.command === 'CONN'
  if (responseCode < 500 || ofTheHost) return { status: 'unavailable', reason }
  return { status: 'rejected', reason, suppress: enhanced !== undefined && DEAD_ADDRESS.has(enhanced) }
}

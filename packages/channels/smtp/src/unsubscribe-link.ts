import { type OutgoingMessage, signUnsubscribe } from '@clientele/core'
import type { UnsubscribeOptions } from './smtp-options.ts'

/** The person's own link out of the purpose that a message serves, signed. */
export async function unsubscribeLink(
  message: OutgoingMessage,
  options: UnsubscribeOptions,
): Promise<string> {
  const { contactId, purpose, messageKey } = message
  const token = await signUnsubscribe({ contactId, channel: 'email', purpose, messageKey }, options.secret)
  if (options.url.includes('{token}')) return options.url.replaceAll('{token}', token)
  return `${options.url}${options.url.includes('?') ? '&' : '?'}token=${token}`
}

/** A header that is written as it is given: one line, not folded. */
export interface PreparedHeader {
  readonly prepared: true
  readonly value: string
}

/**
 * List-Unsubscribe (RFC 2369) and List-Unsubscribe-Post (RFC 8058): one header each, not folded, because folded links
 * break the DKIM signature at some relays.
 */
export function unsubscribeHeaders(link: string): { readonly [header: string]: PreparedHeader } {
  return {
    'List-Unsubscribe': { prepared: true, value: `<${link}>` },
    'List-Unsubscribe-Post': { prepared: true, value: 'List-Unsubscribe=One-Click' },
  }
}

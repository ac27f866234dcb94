/**
 * The Message-ID of a message (RFC 5322, 3.6.4): the same for every attempt, so that a mailbox that got two shows
 * one, and the key can be read back from a bounce.
 */
export function messageIdOf(messageKey: string, fromAddress: string): string {
  const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1)
  return `<${toBase64Url(messageKey)}@${domain}>`
}

/** The key of the message that a Message-ID of ours stands for; `undefined` for one that is not. */
export function messageKeyOf(messageId: string): string | undefined {
  const local = /^<?([A-Za-z0-9_-]+)@[^@>]+>?$/u.exec(messageId.trim())?.[1]
  if (local === undefined) return undefined
  const bytes = Buffer.from(local, 'base64url')
  return bytes.length > 0 && bytes.toString('base64url') === local ? bytes.toString('utf8') : undefined
}

function toBase64Url(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64url')
}

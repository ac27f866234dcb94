import type { RenderedMessage } from '../templates/rendered-message.ts'
import { type GateVerdict, pass, stop } from './gate.ts'

/** Above this, mailboxes cut a message or refuse it; in characters. */
const MAX_HTML = 500_000

/** A message that is rendered is whole: it says something, has a subject where one is shown, and no hole is left. */
export function contentGate(channel: string, content: RenderedMessage): GateVerdict {
  if (content.text.trim() === '') return stop('content:text-empty')
  if (channel === 'email' && (content.subject ?? '').trim() === '') return stop('content:subject-empty')
  if ((content.html?.length ?? 0) > MAX_HTML) return stop('content:too-long')
  if (/<script[\s>]/i.test(content.html ?? '')) return stop('content:script')
  return pass('content:whole')
}

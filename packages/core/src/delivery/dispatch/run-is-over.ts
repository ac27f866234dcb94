import type { MessageIntent } from '../../model/message.ts'

/** A run that was broken off sends no more; of two that a merge made one, the run that goes on sends for both. */
export function isRunOver(
  message: MessageIntent,
  runEnd: string | undefined,
  others: ReadonlyMap<string, MessageIntent>,
): boolean {
  if (runEnd === 'stopped' || runEnd === 'interrupted' || runEnd === 'not-eligible') return true
  if (runEnd !== 'merged') return false
  for (const other of others.values()) {
    if (other.messageKey === message.messageKey || other.scenarioId !== message.scenarioId) continue
    const same = other.node === message.node && other.context.runKey === message.context.runKey
    if (same && other.state !== 'withheld' && other.state !== 'failed') return true
  }
  return false
}

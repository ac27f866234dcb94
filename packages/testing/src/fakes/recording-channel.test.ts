import type { OutgoingMessage } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { recordingChannel } from './recording-channel.ts'

const message = { messageKey: 'k1', to: 'ada@example.test', text: 'Hello' } as OutgoingMessage
const { signal } = new AbortController()

describe('recordingChannel', () => {
  it('gives the scripted answers in turn, then accepts', async () => {
    const channel = recordingChannel({
      answers: [{ status: 'unavailable', reason: 'busy', retryAfterMs: 5 }, 'throws', 'sentThenThrows'],
    })
    expect(await channel.send(message, { signal })).toMatchObject({ status: 'unavailable' })
    await expect(channel.send(message, { signal })).rejects.toThrow('before it sent')
    expect(channel.sent).toHaveLength(0)
    await expect(channel.send(message, { signal })).rejects.toThrow('after it sent')
    expect(channel.sent).toHaveLength(1)
    expect(await channel.send(message, { signal })).toMatchObject({ status: 'accepted' })
    expect([channel.calls.length, channel.sent.length]).toEqual([4, 2])
  })

  it('hangs until its signal fires, and then nobody knows', async () => {
    const channel = recordingChannel({ answers: ['hangs'] })
    const controller = new AbortController()
    const answer = channel.send(message, { signal: controller.signal })
    controller.abort()
    expect(await answer).toEqual({ status: 'unknown', reason: 'aborted' })
  })

  it('sends once for one key when it is idempotent', async () => {
    const channel = recordingChannel({ idempotent: true, answers: ['sentThenThrows'] })
    await channel.send(message, { signal }).catch(() => undefined)
    await channel.send(message, { signal })
    expect(channel.sent).toEqual([message])
  })
})

import type { Channel } from '@clientele/core'
import { describe, expect, it } from 'vitest'
import { recordingChannel } from '../fakes/recording-channel.ts'
import { channelConformance } from './channel.ts'
import { runConformance } from './conformance-case.ts'

const to = 'ada@example.test'

describe('recordingChannel keeps the channel contract', () => {
  const sink = recordingChannel({ idempotent: true, takes: (address) => address === to })
  runConformance(channelConformance(), {
    register: it,
    context: { open: () => sink, to, delivered: async () => sink.sent },
  })
})

describe('channelConformance', () => {
  const failures = async (
    channel: Channel,
    sent?: readonly { readonly to: string }[],
  ): Promise<readonly string[]> => {
    const delivered = sent && (async () => sent)
    const names: string[] = []
    for (const { name, run } of channelConformance())
      await run({ open: () => channel, to, delivered, patience: 20 }).catch(() => names.push(name))
    return names
  }

  it('finds a channel that throws on a bad address', async () => {
    const sink = recordingChannel({ answers: ({ to: address }) => (address === to ? undefined : 'throws') })
    expect(await failures(sink)).toEqual([expect.stringContaining('bad address')])
  })

  it('finds a channel that hangs in spite of its signal', async () => {
    const sink = recordingChannel({ takes: (address) => address === to })
    const hung: Channel = {
      ...sink,
      send: (message, options) =>
        message.messageKey.startsWith('conformance-abort')
          ? new Promise(() => {})
          : sink.send(message, options),
    }
    expect(await failures(hung)).toEqual([
      expect.stringContaining('fired already'),
      expect.stringContaining('gives up soon'),
    ])
  })

  it('finds a channel that says it is idempotent and sends twice', async () => {
    const sink = recordingChannel({ takes: (address) => address === to })
    expect(await failures({ ...sink, idempotent: true }, sink.sent)).toEqual([
      expect.stringContaining('no second message'),
    ])
  })

  it('finds a channel that answers with something else', async () => {
    const rubbish: Channel = {
      channel: 'email',
      idempotent: false,
      send: async () => ({ ok: true }) as never,
    }
    expect(await failures(rubbish)).toContain('channel: accepts a plain message, and it arrives once')
  })
})

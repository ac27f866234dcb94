import type { Channel } from '@clientele/core'
import { channelConformance, recordedPluginContext, runConformance } from '@clientele/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { smtp } from '../src/index.ts'
import { type Sink, startSink } from './sink.ts'

const TO = 'ada@client.example'
let sink: Promise<Sink> | undefined
const opened: AsyncDisposable[] = []

afterAll(async () => {
  for (const one of opened) await one[Symbol.asyncDispose]()
  await (await sink)?.[Symbol.asyncDispose]()
})

async function open(): Promise<Channel> {
  sink ??= startSink()
  const { port } = await sink
  const plugin = smtp({
    host: '127.0.0.1',
    port,
    from: { address: 'bonjour@shop.example' },
    unsubscribe: { url: 'https://shop.example/u', secret: 'a secret of more than sixteen bytes' },
  })
  const { context, channels } = recordedPluginContext()
  opened.push(await plugin.setup(context))
  return channels[0]!
}

describe('smtp()', () => {
  runConformance(channelConformance(), {
    register: it,
    context: {
      open,
      to: TO,
      delivered: async () =>
        ((await sink)?.mails ?? []).map((mail) => ({ to: [mail.to].flat()[0]?.text ?? '' })),
    },
  })

  it('reached, through all of these, the one address that was asked for', async () => {
    const reached = ((await sink)?.mails ?? []).map((mail) => [mail.to].flat()[0]?.text)
    expect(new Set(reached)).toEqual(new Set([TO]))
  })
})

import type { Channel, PluginContext } from '@clientele/core'
import { channelConformance, runConformance } from '@clientele/testing'
import { afterAll, describe, it } from 'vitest'
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
  const registered: Channel[] = []
  const registerChannel = (channel: Channel): void => {
    registered.push(channel)
  }
  opened.push(
    (await plugin.setup({
      registerChannel,
      clock: { now: () => 0 },
    } as unknown as PluginContext)) as AsyncDisposable,
  )
  return registered[0] as Channel
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
})

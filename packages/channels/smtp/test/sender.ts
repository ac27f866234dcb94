import type { OutgoingMessage, SendResult } from '@clientele/core'
import { recordedPluginContext, virtualClock } from '@clientele/testing'
import { afterEach } from 'vitest'
import { type SmtpApi, type SmtpOptions, smtp } from '../src/index.ts'
import { type Sink, startSink } from './sink.ts'

/** When the mails of the tests are sent. */
export const NOW: number = Date.UTC(2026, 2, 1, 8, 30)

/** Signs the links of the tests. */
export const SECRET = 'a secret of more than sixteen bytes'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

/** The channel, set up against a sink. */
export interface Sender {
  readonly api: SmtpApi
  readonly send: (message?: Partial<OutgoingMessage>, signal?: AbortSignal) => Promise<SendResult>
}

/** Sets the plugin up against a port. */
export async function sender(port: number, options: Partial<SmtpOptions> = {}): Promise<Sender> {
  const plugin = smtp({
    host: '127.0.0.1',
    port,
    from: { name: 'La boutique', address: 'bonjour@shop.example' },
    unsubscribe: { url: 'https://shop.example/unsubscribe', secret: SECRET },
    silenceMs: 5000,
    ...options,
  })
  const { context, channels } = recordedPluginContext({ clock: virtualClock(NOW) })
  const api = await plugin.setup(context)
  opened.push(api)
  return {
    api,
    send: (message = {}, signal = new AbortController().signal) =>
      channels[0]!.send({ ...MESSAGE, ...message }, { signal }),
  }
}

/** Starts a sink that ends with the test. */
export async function sink(options?: Parameters<typeof startSink>[0]): Promise<Sink> {
  const started = await startSink(options)
  opened.push(started)
  return started
}

const MESSAGE: OutgoingMessage = {
  messageKey: 'run-1:hello',
  to: 'ada@client.example',
  contactId: 'c1',
  class: 'marketing',
  purpose: 'newsletter',
  subject: 'Déjà là ?',
  preheader: 'Une « surprise »',
  html: '<html><body><p>Bonjour Ada</p></body></html>',
  text: 'Bonjour Ada',
  language: 'fr',
  meta: {},
}

import { describe, expect, it } from 'vitest'
import { sender, sink } from './sender.ts'
import { type Sink, startSink } from './sink.ts'

describe('what a server answers', () => {
  const refusing = (message: string, responseCode: number) => ({
    onRcptTo: (_address: unknown, _session: unknown, done: (error?: Error | null) => void) =>
      done(Object.assign(new Error(message), { responseCode })),
  })

  it('no such mailbox: rejected, to be suppressed, with no word of the person', async () => {
    const server = await sink(refusing('5.1.1 <ada@client.example> unknown', 550))
    const { send } = await sender(server.port)
    expect(await send()).toEqual({ status: 'rejected', reason: '550 5.1.1', suppress: true })
  })

  it('refused for another reason: rejected, but the address lives', async () => {
    const server = await sink(refusing('5.7.1 policy', 554))
    const { send } = await sender(server.port)
    expect(await send()).toEqual({ status: 'rejected', reason: '554 5.7.1', suppress: false })
  })

  it('not now: unavailable', async () => {
    const server = await sink(refusing('4.7.1 greylisted', 451))
    const { send } = await sender(server.port)
    expect(await send()).toEqual({ status: 'unavailable', reason: '451 4.7.1' })
  })

  it('content refused after DATA: by its code', async () => {
    const answers = [552, 452]
    const server = await sink({
      onData: (stream, _session, done) => {
        stream.resume()
        stream.on('end', () => done(Object.assign(new Error('no'), { responseCode: answers.shift() })))
      },
    })
    const { send } = await sender(server.port)
    expect(await send()).toMatchObject({ status: 'rejected' })
    expect(await send()).toMatchObject({ status: 'unavailable' })
  })

  it('wrong log-in is the host’s affair: unavailable, nothing is lost', async () => {
    const server = await sink({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    })
    const { send, api } = await sender(server.port, { auth: { user: 'u', pass: 'wrong' } })
    expect(await send()).toMatchObject({ status: 'unavailable' })
    await expect(api.verify()).rejects.toMatchObject({ code: 'CHANNEL_UNAVAILABLE' })
  })

  it('nobody listens: unavailable', async () => {
    const server = await startSink()
    await server[Symbol.asyncDispose]()
    const { send } = await sender(server.port)
    expect(await send()).toMatchObject({ status: 'unavailable' })
  })

  it('the line is cut before the message: unavailable', async () => {
    const server: Sink = await sink({ onMailFrom: () => server.cut() })
    const { send } = await sender(server.port)
    expect(await send()).toMatchObject({ status: 'unavailable' })
  })

  it('the line is cut after the message: unknown, and the pool does not send it again by itself', async () => {
    let received = 0
    const server: Sink = await sink({
      onData: (stream) => {
        stream.resume()
        stream.on('end', () => {
          received++
          server.cut()
        })
      },
    })
    const { send } = await sender(server.port)
    expect(await send()).toMatchObject({ status: 'unknown' })
    expect(await send({ messageKey: 'other' })).toMatchObject({ status: 'unknown' })
    expect(received).toBe(2)
  })

  it('silence after the message: unknown, as soon as the caller gives up', async () => {
    const stop = new AbortController()
    const server = await sink({
      onData: (stream) => {
        stream.resume()
        stream.on('end', () => stop.abort())
      },
    })
    const { send } = await sender(server.port)
    expect(await send({}, stop.signal)).toMatchObject({ status: 'unknown' })
  })
})

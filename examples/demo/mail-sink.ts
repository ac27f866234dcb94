import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

/** A mail server on this machine that keeps every message as a file. */
export interface MailSink {
  readonly port: number
  readonly received: () => number
  readonly close: () => Promise<void>
}

/** Starts a sink on a free port of the loopback interface. */
export async function startMailSink(folder: string): Promise<MailSink> {
  mkdirSync(folder, { recursive: true })
  let received = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, _session, done) => {
      buffer(stream).then(
        (mail) => {
          received++
          writeFileSync(join(folder, `${String(received).padStart(4, '0')}.eml`), mail)
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    received: () => received,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

import { generateKeyPairSync } from 'node:crypto'
import { UNSUBSCRIBE_PLACEHOLDER, verifyUnsubscribe } from '@clientele/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageIdOf, messageKeyOf, type SmtpOptions, smtp } from '../src/index.ts'
import { isAddress } from '../src/smtp-options.ts'
import { SECRET, sender, sink } from './sender.ts'

describe('a mail over SMTP', () => {
  it('arrives with its subject, its preheader, its HTML and always a plain text', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    expect(await send()).toEqual({
      status: 'accepted',
      providerId: messageIdOf('run-1:hello', 'bonjour@shop.example'),
    })
    const [mail] = server.mails
    expect(mail?.subject).toBe('Déjà là ?')
    expect(mail?.from?.text).toBe('"La boutique" <bonjour@shop.example>')
    expect(mail?.html).toContain('Une « surprise »')
    expect(mail?.html).toContain('<p>Bonjour Ada</p>')
    expect(mail?.text).toContain('Bonjour Ada')
    expect(messageKeyOf(mail?.messageId ?? '')).toBe('run-1:hello')
  })

  it('bears the date of the clock that it was sent by, and is the same mail byte for byte when sent again', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    await send()
    await send()
    expect(server.raw[0]).toContain('\r\nDate: Sun, 01 Mar 2026 08:30:00 +0000\r\n')
    expect(server.raw[1]).toBe(server.raw[0])
    await send({ messageKey: 'run-2:hello' })
    const boundaries = server.raw.map((mail) => /boundary="([^"]+)"/u.exec(mail)?.[1])
    expect(boundaries[2]).not.toBe(boundaries[0])
  })

  it('lets a person out of marketing: one header each, on one line, and a link in HTML and text', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    await send()
    const lines = (server.raw[0] ?? '').split('\r\n')
    const headers = lines.filter((line) => line.startsWith('List-Unsubscribe:'))
    expect(headers).toHaveLength(1)
    expect(lines.filter((line) => line === 'List-Unsubscribe-Post: List-Unsubscribe=One-Click')).toHaveLength(
      1,
    )
    const link = /^List-Unsubscribe: <(https:\/\/shop\.example\/unsubscribe\?token=([\w.-]+))>$/u.exec(
      headers[0] ?? '',
    )
    expect(await verifyUnsubscribe(link?.[2] ?? '', [SECRET])).toEqual({
      contactId: 'c1',
      channel: 'email',
      purpose: 'newsletter',
      messageKey: 'run-1:hello',
    })
    expect(server.mails[0]?.html).toContain(link?.[1])
    expect(server.mails[0]?.html).toContain('Se désabonner')
    expect(server.mails[0]?.text).toContain(link?.[1])
  })

  it('puts the link where the template wants it, and only there', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    await send({
      html: `<a href="${UNSUBSCRIBE_PLACEHOLDER}">Plus de mails</a>`,
      text: `Sortir : ${UNSUBSCRIBE_PLACEHOLDER}`,
    })
    const [mail] = server.mails
    expect(mail?.html).not.toContain(UNSUBSCRIBE_PLACEHOLDER)
    expect(mail?.html).toMatch(/<a href="https:\/\/shop\.example\/unsubscribe\?token=[\w.-]+">Plus de mails/u)
    expect(mail?.html).not.toContain('Se désabonner')
    expect(mail?.text).toMatch(/^Sortir : https:\/\/shop\.example\/unsubscribe\?token=[\w.-]+\s*$/u)
  })

  it('carries no way out, and no trace of one, on a service message', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    await send({ class: 'transactional' })
    expect(server.raw[0]).not.toContain('List-Unsubscribe')
    expect(server.raw[0]).not.toContain('unsubscribe')
  })

  it('signs both unsubscription headers with DKIM', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    })
    const server = await sink()
    const { send } = await sender(server.port, {
      dkim: { domainName: 'shop.example', keySelector: 'k1', privateKey },
    })
    await send()
    const header =
      /^DKIM-Signature:[\s\S]*?(?=\r\n\S)/mu.exec(server.raw[0] ?? '')?.[0].replace(/\s+/gu, '') ?? ''
    const signed = /;h=([^;]*);/u.exec(header)?.[1]?.toLowerCase().split(':') ?? []
    expect(signed).toEqual(
      expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
    )
  })

  it('lets nobody add a header or a recipient', async () => {
    const server = await sink()
    const { send } = await sender(server.port)
    await send({ subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nbody' })
    expect(server.mails[0]?.bcc).toBeUndefined()
    expect(server.raw[0]).not.toMatch(/^Bcc:/mu)
    for (const to of [
      'a@b.fr, c@d.fr',
      'a@b.fr\r\nBcc: e@f.fr',
      'Ada <a@b.fr>',
      'a@b.fr;c@d.fr',
      'a b@c.fr',
      '',
    ])
      expect(await send({ to })).toEqual({ status: 'rejected', reason: 'address' })
    expect(server.mails).toHaveLength(1)
  })

  it('keeps a pool: forty mails in a hurry open no more connections than allowed', async () => {
    let connections = 0
    const server = await sink({
      onConnect: (_session, done) => {
        connections++
        done()
      },
    })
    const { send } = await sender(server.port, { connections: 2 })
    await Promise.all(Array.from({ length: 40 }, (_, index) => send({ messageKey: `m${index}` })))
    expect(server.mails).toHaveLength(40)
    expect(connections).toBeLessThanOrEqual(2)
  })
})

describe('the options', () => {
  it('refuse a mail host’s slips, with the path and without the secret', () => {
    const good: SmtpOptions = {
      host: 'h',
      from: { address: 'a@b.fr' },
      unsubscribe: { url: 'https://b.fr/u', secret: SECRET },
    }
    const bad: readonly [Partial<SmtpOptions>, string][] = [
      [{ from: { address: 'a@b.fr\r\nX: y' } }, 'from.address'],
      [{ from: { name: 'x\r\nBcc: y', address: 'a@b.fr' } }, 'from.name'],
      [{ unsubscribe: { url: 'http://b.fr/u', secret: SECRET } }, 'unsubscribe.url'],
      [{ unsubscribe: { url: 'https://b.fr/u', secret: 'short-one' } }, 'unsubscribe.secret'],
      [{ port: 0 }, 'port'],
    ]
    for (const [option, path] of bad) {
      expect(() => smtp({ ...good, ...option })).toThrow(path)
      expect(() => smtp({ ...good, ...option })).not.toThrow('short-one')
    }
  })
})

describe('addresses and ids', () => {
  it('an address is one address, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (isAddress(text)) expect(text).toMatch(/^[^\s,;<>"]+@[^\s,;<>"]+$/u)
      }),
    )
  })

  it('a key is read back from its Message-ID', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (key) => {
        expect(messageKeyOf(messageIdOf(key, 'a@shop.example'))).toBe(key)
      }),
    )
  })
})

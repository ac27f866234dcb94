import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TODAY } from './compose.ts'
import { type DemoResult, runDemo } from './run-demo.ts'

describe('the demo, for a small shop', () => {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-demo-'))
  let result: DemoResult
  beforeAll(async () => {
    result = await runDemo(
      folder,
      { records: 800, orders: 1500, carts: 300 },
      { step: () => {}, progress: () => {} },
    )
  }, 60_000)
  const mails = () =>
    readdirSync(join(folder, 'messages')).map((name) => readFileSync(join(folder, 'messages', name), 'utf8'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('makes fewer people of many records, and nobody of none', () => {
    expect(result.contacts).toBeGreaterThan(result.records / 4)
    expect(result.contacts).toBeLessThan(result.records * 0.9)
    expect(result.imported.rejectedRows).toBe(0)
  })

  it('finds most of the people whom no identifier shows, and joins hardly anybody else', () => {
    const { byIdentifiers, matched, people } = result.matching
    expect(matched.recall).toBeGreaterThan(byIdentifiers.recall + 0.2)
    expect(matched.precision).toBeGreaterThan(0.95)
    expect(matched.contacts).toBeLessThan(people * 1.2)
  })

  it('changes nothing when the same files come again', () => {
    expect(result.again.accepted).toBe(0)
  })

  it('really sends the messages that are due, each once, to whom agreed', () => {
    expect(result.sent).toBeGreaterThan(0)
    expect(mails()).toHaveLength(result.sent)
    const ids = mails().map((mail) => /^Message-ID:\s*(\S+)/im.exec(mail)?.[1])
    expect(new Set(ids).size).toBe(ids.length)
    expect(mails().every((mail) => /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im.test(mail))).toBe(
      true,
    )
  })

  it('welcomes whoever subscribes, once, and bears the date of the shop on every mail', () => {
    expect(result.sentBy['welcome-subscriber']).toBeGreaterThan(0)
    expect(result.sentBy['welcome-subscriber']).toBeLessThanOrEqual(result.subscriptions)
    expect(Object.values(result.sentBy).reduce((sum, count) => sum + count, 0)).toBe(result.sent)
    const dates = mails().map((mail) => Date.parse(/^Date: (.+)$/m.exec(mail)?.[1] ?? ''))
    expect(dates.every((at) => at > TODAY - 2 * 86_400_000 && at <= TODAY)).toBe(true)
  })

  it('keeps what names nobody in the dead letter, with the reason', () => {
    expect(result.deadLetters.count).toBeGreaterThanOrEqual(result.imported.deadLettered)
    expect(result.deadLetters.first?.reason).toContain('identif')
  })

  it('counts records as the report does', () => {
    expect(result.records).toBeLessThanOrEqual(result.rows + result.subscriptions)
    const page = readFileSync(result.report, 'utf8').replace(/[\u202f\u00a0]/g, '')
    expect(page).toContain(String(result.records))
  })

  it('says of every simulated message whether it would have left, and why not', () => {
    const outcomes = Object.values(result.simulation.outcomes).reduce((sum, count) => sum + count, 0)
    expect(result.simulation.started).toBeGreaterThan(0)
    expect(outcomes).toBe(result.simulation.messageCount)
  })

  it('writes a report that stands alone and holds the figures', () => {
    const page = readFileSync(result.report, 'utf8')
    const digits = page.replace(/[\u202f\u00a0]/g, '')
    expect(digits).toContain(String(result.contacts))
    expect(page).not.toMatch(/(src|href)="https?:/)
    for (const { name } of result.segments) expect(page).toContain(name.replaceAll("'", '&#39;'))
  })
})

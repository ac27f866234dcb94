import { describe, expect, it } from 'vitest'
import { createIntake } from '../src/intake/intake.ts'
import { makeKernel } from './support/make-kernel.ts'

const email = (value: string) => ({ type: 'email', value })

describe('intake', () => {
  it('makes a contact of an event of nobody known, and finds it again', async () => {
    const { kernel, told } = await makeKernel()
    const { api } = createIntake(kernel)
    const first = await api.track({
      name: 'Viewed',
      messageId: 'm1',
      identifiers: [email('Ada@Example.org')],
    })
    const again = await api.track({
      name: 'Viewed',
      messageId: 'm2',
      identifiers: [email('ada@example.org ')],
    })
    expect(first.accepted).toBe(1)
    expect(again.contactIds).toEqual(first.contactIds)
    expect(told).toEqual([{ name: 'contact.created', payload: { contactId: first.contactIds[0] } }])
  })

  it('merges when a record says that two identifiers are one person', async () => {
    const { kernel, told } = await makeKernel()
    const { api } = createIntake(kernel)
    const a = await api.upsert({
      source: 'eshop',
      sourceKey: '1',
      identifiers: [email('a@x.org')],
      fields: { firstName: 'ada' },
    })
    const b = await api.upsert({
      source: 'till',
      sourceKey: '7',
      identifiers: [{ type: 'loyaltyId', value: 'L7' }],
    })
    expect(a.contactIds).not.toEqual(b.contactIds)
    const c = await api.upsert({
      source: 'till',
      sourceKey: '7',
      identifiers: [{ type: 'loyaltyId', value: 'L7' }, email('a@x.org')],
    })
    expect(c.contactIds).toEqual(a.contactIds)
    expect(told.map(({ name }) => name)).toEqual(['contact.created', 'contact.created', 'contact.merged'])
  })
})

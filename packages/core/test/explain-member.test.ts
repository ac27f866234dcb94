import { expect, it } from 'vitest'
import { describeExplanation, event, field, inSegment, trait } from '../src/index.ts'
import { DAY, makeBase, START } from './support/make-base.ts'

async function shop() {
  const base = await makeBase({
    traits: [trait('spent').events('Order').sum('total')],
    segments: [
      { id: 'buyers', where: event('Order').last('90d').count().gte(2) },
      {
        id: 'vip',
        where: { all: [inSegment('buyers'), field('trait.spent').gte(100), field('city').eq('Lyon')] },
      },
    ],
  })
  const ann = await base.subscribe('ann@example.org', { city: 'Lyon' })
  await base.track('ann@example.org', 'Order', { total: 60 }, START - 80 * DAY)
  await base.track('ann@example.org', 'Order', { total: 70 }, START - DAY)
  return { ...base, ann }
}

it('shows each part of a segment with the value found, until when it holds, and says so in words', async () => {
  const { clientele, ann, pass } = await shop()
  const why = await clientele.segments.explain('vip', ann)
  expect(why).toMatchObject({ holds: true, validUntil: START + 10 * DAY, condition: { segment: 'vip' } })
  expect(describeExplanation(why)).toBe(
    [
      '✓ is in the segment “vip”',
      '  ✓ is in the segment “buyers” and trait.spent is at least 100 and city is “Lyon”',
      '    ✓ is in the segment “buyers”',
      '      ✓ the number of events “Order” in the last 90 days is at least 2 (found: 2)',
      '    ✓ trait.spent is at least 100 (found: 130)',
      '    ✓ city is “Lyon” (found: "LYON")',
    ].join('\n'),
  )
  await pass(10 * DAY)
  const later = await clientele.segments.explain('vip', ann)
  expect(later.holds).toBe(false)
  expect(describeExplanation(later, { language: 'fr', names: { Order: 'commande' } })).toContain(
    '✗ le nombre d’événements « commande » depuis 90 jours est au moins 2 (trouvé : 1)',
  )
})

it('explains what is stored: at any instant the answer is that of the membership', async () => {
  const { clientele, ann, pass } = await shop()
  for (let day = 0; day < 12; day++) {
    const { holds, validUntil } = await clientele.segments.explain('vip', ann)
    expect((await clientele.contacts.view(ann))?.segments.includes('vip')).toBe(holds)
    expect(validUntil).toBe(day < 10 ? START + 10 * DAY : undefined)
    await pass(DAY)
  }
  expect((await clientele.segments.explain('vip', ann, { at: START })).holds).toBe(true)
})

it('explains a condition that is not saved, and refuses who and what is not there', async () => {
  const { clientele, ann } = await shop()
  const why = await clientele.segments.explain(field('city').eq('Paris'), ann)
  expect(why).toMatchObject({ holds: false, found: 'LYON', parts: [] })
  await expect(clientele.segments.explain('vip', 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(clientele.segments.explain('gone', ann)).rejects.toMatchObject({ code: 'UNKNOWN_DEFINITION' })
  await expect(clientele.segments.explain({ segment: 'gone' }, ann)).rejects.toMatchObject({
    code: 'INVALID_CONDITION',
  })
})

import { describe, expect, it } from 'vitest'
import { createProgram } from '../src/engine/program.ts'
import { type SegmentDefinition, type TraitDefinition, trait } from '../src/index.ts'
import { createIntake } from '../src/intake/intake.ts'
import { compileSegment } from '../src/segments/compile.ts'
import { compileTraits } from '../src/traits/program-trait.ts'
import { DAY } from './support/make-base.ts'
import { makeKernel } from './support/make-kernel.ts'
import { environmentWith } from './traits/find-trait.ts'

/** 500 segments: on 100 events and prefixes each by a trait, a formula, a segment and plainly, and on fields. */
const SEGMENTS = 500
const traits: readonly TraitDefinition[] = Array.from({ length: SEGMENTS / 5 }, (_, index) => [
  trait(`count${index}`, { stored: true }).events(`Event ${index}`).last('30d').count(),
  trait(`double${index}`).formula(`trait.count${index} * 2`),
]).flat()
const segments: readonly SegmentDefinition[] = Array.from({ length: SEGMENTS }, (_, index) => {
  const topic = Math.floor(index / 5)
  const kinds: readonly SegmentDefinition['where'][] = [
    { event: `Event ${topic}`, window: { last: '7d' } },
    { field: `trait.count${topic}`, op: 'gte', value: 2 },
    { field: `trait.double${topic}`, op: 'gte', value: 2 },
    { segment: `s${index - 3}` },
    { field: `field${topic}`, op: 'exists' },
  ]
  return { id: `s${index}`, where: kinds[index % 5] ?? { all: [] } }
})

async function countingBase() {
  const evaluated: string[] = []
  const environment = environmentWith(traits, {
    segments: new Map(segments.map(({ id, where }) => [id, where])),
  })
  const program = createProgram({
    segments: segments.map((definition) => {
      const compiled = compileSegment(definition, 1, environment)
      return {
        ...compiled,
        test: (...given: Parameters<typeof compiled.test>) => {
          evaluated.push(definition.id)
          return compiled.test(...given)
        },
      }
    }),
    traits: compileTraits(new Map(traits.map(({ id }) => [id, 1])), environment).map((one) => ({
      ...one,
      find: (...given: Parameters<typeof one.find>) => {
        evaluated.push(one.id)
        return one.find(...given)
      },
    })),
    scenarios: [],
    salt: '',
    defaultZone: 'UTC',
  })
  const { kernel, clock } = await makeKernel({ program })
  const { api } = createIntake(kernel)
  const take = async (work: Promise<unknown>): Promise<readonly string[]> => {
    evaluated.length = 0
    await work
    return [...evaluated].sort()
  }
  const identifiers = [{ type: 'email', value: 'a@example.org' }]
  const track = (name: string) => take(api.track({ name, identifiers }))
  const tell = (fields: Record<string, string>) =>
    take(api.upsert({ source: 'api', sourceKey: 'a', identifiers, fields }))
  return { track, tell, clock, program }
}

describe('with 500 segments', () => {
  it('an event evaluates only what reads it: plainly, through a segment, a trait or a formula', async () => {
    const { track, tell, program, clock } = await countingBase()
    expect(program.segments).toHaveLength(500)
    // Of somebody new nothing is known yet: everything is evaluated, once.
    expect((await tell({ city: 'Lyon' })).filter((id) => id.startsWith('s'))).toHaveLength(500)
    await clock.advance(DAY)
    expect(await track('Event 42')).toEqual(['count42', 's210', 's211', 's212', 's213'])
    expect(await track('Event 7')).toEqual(['count7', 's35', 's36', 's37', 's38'])
    expect(await track('Something else')).toEqual([])
  })

  it('a field evaluates only what reads it, and an unchanged one nothing', async () => {
    const { tell, clock } = await countingBase()
    await tell({ city: 'Lyon' })
    await clock.advance(DAY)
    expect(await tell({ field3: 'x' })).toEqual(['s19'])
    await clock.advance(DAY)
    expect(await tell({ field3: 'x' })).toEqual([])
    expect(await tell({ city: 'Paris' })).toEqual([])
  })

  it('time evaluates only what falls due', async () => {
    const { track, tell, clock } = await countingBase()
    await tell({ city: 'Lyon' })
    await clock.advance(DAY)
    await track('Event 42')
    await clock.advance(7 * DAY)
    // s210 left its seven days, and so did s213, which stands on it.
    expect(await track('Something else')).toEqual(['s210', 's213'])
  })
})

import type { Condition } from '@clientele/core'
import fc from 'fast-check'
import { behaviourOf, whereOver } from './behaviour-condition.ts'
import { compositionOf } from './composition.ts'
import { type Place, type Subject, subjectsOfEvent } from './condition-place.ts'
import type { PopulationWorld } from './population-world.ts'
import { aDuration, aWindow } from './time-spans.ts'
import { heldTest, valueTest } from './value-test.ts'

export function conditionOver(world: PopulationWorld, depth: number = 3): fc.Arbitrary<Condition> {
  const references = Object.entries(world.fields).map(([field, type]) => ({ path: `field.${field}`, type }))
  return contactCondition({ world, depth, references })
}

function contactCondition(place: Place): fc.Arbitrary<Condition> {
  const { world, depth } = place
  const leaves = [
    fieldCondition(place),
    segmentCondition(world),
    behaviourOf(place),
    sequenceCondition(place),
  ]
  if (depth === 0) return fc.oneof(...leaves)
  return fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ...leaves,
    compositionOf(fc.constant(null).chain(() => contactCondition({ ...place, depth: depth - 1 }))),
  )
}

function segmentCondition(world: PopulationWorld): fc.Arbitrary<Condition> {
  return fc.record({ segment: fc.constantFrom(...Object.keys(world.segments)) })
}

function fieldCondition({ world, references }: Place): fc.Arbitrary<Condition> {
  return fc.constantFrom(...Object.entries(world.fields)).chain(([field, type]) => {
    const subject = { path: field, type }
    const plain = valueTest(subject, references).map((test) => ({ field, ...test }))
    const held = fc.record({ test: heldTest(subject), heldFor: heldFor() })
    return fc.oneof(
      { weight: 5, arbitrary: plain },
      {
        weight: 1,
        arbitrary: held.map(({ test, heldFor: duration }) => ({ field, ...test, heldFor: duration })),
      },
    )
  })
}

function heldFor(): fc.Arbitrary<{ atLeast?: string; lessThan?: string }> {
  return fc.oneof(
    fc.record({ atLeast: aDuration() }),
    fc.record({ lessThan: aDuration() }),
    fc.record({ atLeast: fc.constant('12h'), lessThan: fc.constantFrom('7d', 'P1M') }),
  )
}

function sequenceCondition(place: Place): fc.Arbitrary<Condition> {
  const { world, references } = place
  const names = Object.keys(world.events)
  return fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)).chain(([first, second]) => {
    const earlier = subjectsOfEvent(first, world).map(({ path, type }) => ({ path: `first.${path}`, type }))
    const flat = earlier.filter(({ path }) => !path.includes('[]') && path.split('.').length === 2)
    const step = (
      event: string,
      known: readonly Subject[],
    ): fc.Arbitrary<{ event: string; where?: Condition }> =>
      fc
        .option(
          whereOver(subjectsOfEvent(event, world), { ...place, depth: 0, references: known }, undefined),
          {
            nil: undefined,
          },
        )
        .map((where) => (where === undefined ? { event } : { event, where }))
    return fc.record(
      {
        sequence: step(first, references),
        // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
        then: step(second, [...references, ...flat]),
        within: aDuration(),
        not: fc.boolean(),
        window: aWindow(),
      },
      { requiredKeys: ['sequence', 'then', 'within'] },
    )
  })
}

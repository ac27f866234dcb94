import type { Condition, SequenceStep } from '@clientele/core'
import fc from 'fast-check'
import { behaviourOf, whereOver } from './behaviour-condition.ts'
import { compositionOf } from './composition.ts'
import { aSubject, type Place, type Subject, subjectsOfEvent } from './condition-place.ts'
import { environmentOf } from './environment-of.ts'
import type { PopulationWorld } from './population-world.ts'
import { aDuration, aWindow } from './time-spans.ts'
import { typeOfTrait } from './type-of-trait.ts'
import { heldTest, measuredTest, valueTest } from './value-test.ts'

/**
 * Conditions of every kind over a world, each of which compiles: typed operands, windows of every form, sequences,
 * links, segments, scores, traits, references.
 */
export function conditionOver(world: PopulationWorld, depth: number = 3): fc.Arbitrary<Condition> {
  const references = Object.entries(world.fields).map(([field, type]) => ({ path: `field.${field}`, type }))
  return contactCondition({ world, depth, references })
}

function contactCondition(place: Place): fc.Arbitrary<Condition> {
  const { world, depth } = place
  const leaves = [
    { weight: 8, arbitrary: fieldCondition(place) },
    { weight: 1, arbitrary: segmentCondition(world) },
    { weight: 5, arbitrary: behaviourOf(place) },
    { weight: 4, arbitrary: sequenceCondition(place) },
    ...(world.traits === undefined ? [] : [{ weight: 1, arbitrary: traitCondition(place) }]),
  ]
  if (depth === 0) return fc.oneof(...leaves)
  return fc.oneof({ depthSize: 'small', withCrossShrink: true }, ...leaves, {
    weight: 4,
    arbitrary: compositionOf(fc.constant(null).chain(() => contactCondition({ ...place, depth: depth - 1 }))),
  })
}

function segmentCondition(world: PopulationWorld): fc.Arbitrary<Condition> {
  return fc.record({ segment: fc.constantFrom(...Object.keys(world.segments)) })
}

function fieldCondition({ world, references }: Place): fc.Arbitrary<Condition> {
  const fields = Object.entries(world.fields).map(([path, type]) => ({ path, type }))
  const scores = (world.scores ?? []).map((path) => ({ path, type: undefined }))
  const subjects = fc.oneof(
    { weight: 7, arbitrary: aSubject(fields) },
    ...(scores.length === 0 ? [] : [{ weight: 1, arbitrary: fc.constantFrom(...scores) }]),
  )
  return subjects.chain((subject) => {
    const { path: field } = subject
    const others = references.filter(({ path }) => path !== `field.${field}`)
    const plain = valueTest(subject, others).map((test) => ({ field, ...test }))
    const held = fc.record({ test: heldTest(subject, others), heldFor: heldFor() })
    return fc.oneof(
      { weight: 4, arbitrary: plain },
      {
        weight: 1,
        arbitrary: held.map(({ test, heldFor: duration }) => ({ field, ...test, heldFor: duration })),
      },
    )
  })
}

function traitCondition({ world, references }: Place): fc.Arbitrary<Condition> {
  const environment = environmentOf(world)
  const subjects = Object.values(world.traits ?? {}).map((trait) => ({
    path: `trait.${trait.id}`,
    type: typeOfTrait(trait, environment),
  }))
  return aSubject(subjects).chain(({ path, type }) =>
    measuredTest(type, references).map((test) => ({ field: path, ...test })),
  )
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
  const names = [...Object.keys(world.events), 'Order*']
  const pairs = fc.oneof(
    fc.constantFrom(...names).map((name) => [name, name] as const),
    fc.tuple(fc.constantFrom(...names), fc.constantFrom(...names)),
  )
  return pairs.chain(([first, second]) => {
    const earlier = subjectsOfEvent(first, world).map(({ path, type }) => ({ path: `first.${path}`, type }))
    return fc.record(
      {
        sequence: stepOf(first, place),
        // biome-ignore lint/suspicious/noThenProperty: the condition language names it so
        then: fc.oneof(
          stepOf(second, { ...place, references: [...references, ...earlier] }),
          sameKeyStep(second, earlier, world),
        ),
        within: aDuration(),
        not: fc.boolean(),
        window: aWindow(),
      },
      { requiredKeys: ['sequence', 'then', 'within'] },
    )
  })
}

/** A later event that holds the same as the first one, or something else: the same product, another price. */
function sameKeyStep(
  event: string,
  earlier: readonly Subject[],
  world: PopulationWorld,
): fc.Arbitrary<SequenceStep> {
  return aSubject(subjectsOfEvent(event, world)).chain((subject) => {
    const others = earlier.filter(({ type }) => type === subject.type)
    const same = others.filter(({ path }) => path === `first.${subject.path}`)
    const reference = fc.constantFrom(...(same.length > 0 ? same : others.length > 0 ? others : earlier))
    return fc
      .tuple(fc.constantFrom('eq' as const, 'eq' as const, 'ne' as const), reference)
      .map(([op, { path }]) => ({ event, where: { property: subject.path, op, value: { ref: path } } }))
  })
}

function stepOf(event: string, place: Place): fc.Arbitrary<SequenceStep> {
  const where = whereOver(
    subjectsOfEvent(event, place.world),
    { ...place, depth: Math.min(place.depth, 1) },
    undefined,
  )
  return fc
    .option(where, { nil: undefined })
    .map((filter) => (filter === undefined ? { event } : { event, where: filter }))
}

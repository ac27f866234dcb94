import type { IntakeItem, RecordInput } from '../../../src/index.ts'
import { SEEN, sampleInputs } from '../sample-inputs.ts'
import { numbers } from '../sample-people.ts'

/** Random choices from a seed. */
export interface Chance {
  readonly below: (most: number) => number
  readonly pick: <Value>(values: readonly Value[]) => Value
  readonly shuffle: <Value>(values: readonly Value[]) => Value[]
}

/** Makes the choices of a seed. */
export function chanceOf(seed: number): Chance {
  const next = numbers(seed)
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    pick: (values) => values[below(values.length)]!,
    shuffle: (values) => {
      const list = [...values]
      for (let place = list.length - 1; place > 0; place--) {
        const other = below(place + 1)
        ;[list[place], list[other]] = [list[other]!, list[place]!]
      }
      return list
    },
  }
}

/** Everything that sources will say in a history: records, newer versions of some, copies, events. */
export function statementsOf(seed: number, chance: Chance): readonly IntakeItem[] {
  const inputs = sampleInputs(4 + chance.below(4), seed).map(
    ({ person: _, ...input }): RecordInput => ({ ...input, sourceKey: `${input.sourceKey}x` }),
  )
  const newer = inputs
    .filter(() => chance.below(4) === 0)
    .map((input) => {
      const other = chance.pick(inputs)
      const fields = { ...input.fields, ...(chance.below(2) === 0 ? other.fields : { city: 'Lyon' }) }
      const identifiers = chance.below(3) === 0 ? other.identifiers : input.identifiers
      return { ...input, fields, identifiers, observedAt: input.observedAt! + 86_400_000 }
    })
  const copies = inputs
    .filter(() => chance.below(6) === 0)
    .map((input) => ({ ...input, sourceKey: `${input.sourceKey}c`, identifiers: [] }))
  const events = inputs
    .filter(({ identifiers = [] }) => identifiers.length > 0 && chance.below(3) === 0)
    .map((input, place) => ({
      name: 'Viewed',
      messageId: `m${place}-${seed}`,
      occurredAt: SEEN + chance.below(5) * 86_400_000,
      identifiers: [chance.pick(input.identifiers!)],
    }))
  return chance.shuffle([
    ...[...inputs, ...newer, ...copies].map((record): IntakeItem => ({ type: 'record', record })),
    ...events.map((event): IntakeItem => ({ type: 'event', event })),
  ])
}

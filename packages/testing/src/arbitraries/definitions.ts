import type {
  MessageTemplate,
  Operand,
  ScenarioDefinition,
  ScenarioNode,
  SegmentDefinition,
  Trigger,
} from '@clientele/core'
import fc from 'fast-check'
import { conditionOver } from '../population/condition.ts'
import type { PopulationWorld } from '../population/population-world.ts'

const aDuration = fc.constantFrom('90m', '4h', '1d', '2w', 'P1D', 'P1M')
const aPolicy = fc.constantFrom('continue' as const, 'exit' as const)

export function segmentArbitrary(world: PopulationWorld): fc.Arbitrary<SegmentDefinition> {
  return fc.record(
    {
      id: fc.constantFrom('active', 'vip', 'lapsed'),
      name: fc.constantFrom('Active buyers', "L'élite"),
      where: conditionOver(world),
    },
    { requiredKeys: ['id', 'where'] },
  )
}

/** Small scenarios of every kind of node; each node leads to a later one, so that every run ends. */
export function scenarioArbitrary(
  world: PopulationWorld,
  maxNodes: number = 5,
): fc.Arbitrary<ScenarioDefinition> {
  return fc.integer({ min: 1, max: maxNodes }).chain((length) => {
    const condition = conditionOver(world, 1)
    const nodes = Array.from({ length }, (_, place) => nodeArbitrary(place, length, world))
    return fc.record(
      {
        id: fc.constantFrom('welcome', 'cart'),
        targeting: fc.record({ filter: condition }),
        triggers: fc.array(triggerArbitrary(world), { minLength: 1, maxLength: 2 }),
        runKey: fc.constant('product_id'),
        reentry: fc.oneof(
          fc.constantFrom('once' as const, 'always' as const),
          aDuration.map((after) => ({ after })),
        ),
        whileLive: fc.constantFrom('ignore' as const, 'reset' as const),
        personalisation: fc.constant({ needs: [] }),
        interruption: fc.record({ exitWhen: condition }),
        start: fc.constant('n0'),
        nodes: fc.tuple(...nodes).map((made) => ({
          ...Object.fromEntries(made.map((node, place) => [`n${place}`, node])),
          [`n${length}`]: { type: 'exit' as const, reason: 'done' },
        })),
        overdue: aPolicy,
      },
      {
        requiredKeys: [
          'id',
          'targeting',
          'triggers',
          'reentry',
          'whileLive',
          'personalisation',
          'interruption',
          'start',
          'nodes',
        ],
      },
    )
  })
}

function triggerArbitrary(world: PopulationWorld): fc.Arbitrary<Trigger> {
  const segment = fc.constantFrom(...Object.keys(world.segments))
  return fc.oneof(
    fc.record({ on: fc.constant('event' as const), event: fc.constantFrom(...Object.keys(world.events)) }),
    fc.record({ on: fc.constantFrom('segmentEntered' as const, 'segmentLeft' as const), segment }),
    fc.record({ on: fc.constant('row' as const), table: fc.constantFrom(...Object.keys(world.tables)) }),
    fc.record({ on: fc.constant('manual' as const) }),
  )
}

function nodeArbitrary(place: number, length: number, world: PopulationWorld): fc.Arbitrary<ScenarioNode> {
  const later = Array.from({ length: length - place }, (_, step) => `n${place + step + 1}`)
  const next = fc.constantFrom(...later)
  const condition = conditionOver(world, 1)
  const arm = fc.record({ weight: fc.integer({ min: 1, max: 3 }), next })
  return fc.oneof(
    fc.record({
      type: fc.constant('wait' as const),
      for: aDuration,
      from: fc.constantFrom('here' as const, 'trigger' as const),
      next,
    }),
    fc.record({
      type: fc.constant('waitUntilTime' as const),
      time: fc.constantFrom('09:00', '02:30'),
      weekdays: fc.constantFrom<number[]>([1], [6, 7]),
      next,
    }),
    fc.record({
      type: fc.constant('waitUntilDate' as const),
      field: fc.constantFrom('birthDate', 'signedUpAt'),
      offset: aDuration,
      before: fc.boolean(),
      ifPast: aPolicy,
      next,
    }),
    fc.record({
      type: fc.constant('waitFor' as const),
      until: condition,
      timeout: aDuration,
      next,
      onTimeout: next,
    }),
    fc.record({
      type: fc.constant('branch' as const),
      cases: fc.array(fc.record({ when: condition, next }), { minLength: 1, maxLength: 2 }),
      else: next,
    }),
    fc.record({
      type: fc.constant('split' as const),
      experiment: fc.constant(`test${place}`),
      variable: fc.constantFrom('subject', 'delay'),
      arms: fc.tuple(arm, arm).map(([a, b]) => [
        { id: 'a', ...a },
        { id: 'b', ...b },
      ]),
    }),
    fc.record({ type: fc.constant('message' as const), message: messageArbitrary(), next }),
    fc.record({
      type: fc.constant('emit' as const),
      event: fc.constant('Scenario Passed'),
      properties: fc.constantFrom<{ readonly [name: string]: Operand }>(
        {},
        { step: place, city: { ref: 'field.city' } },
      ),
      next,
    }),
    fc.record({ type: fc.constant('exit' as const), reason: fc.constantFrom('done', 'notNow') }),
  )
}

function messageArbitrary(): fc.Arbitrary<MessageTemplate> {
  return fc.record({
    channel: fc.constantFrom('email', 'sms'),
    class: fc.constantFrom('marketing' as const, 'transactional' as const),
    purpose: fc.constantFrom('newsletter', 'orders'),
    objective: fc.constant('Come back to the shop'),
    content: fc.constantFrom<MessageTemplate['content']>(
      { fr: { subject: 'Bonjour', text: 'Bonjour' } },
      { en: { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }, fr: { text: 'Bonjour' } },
    ),
  })
}

import {
  type BehaviourTest,
  type ColumnType,
  type ConditionEnvironment,
  compilePath,
  isReference,
  type PropertyPath,
  type RowShape,
  shapeOfEvent,
  shapeOfTable,
  type TraitDefinition,
  type ValueOperator,
  type ValueTest,
} from '@clientele/core'
import type { ConditionPart, PartPlace } from './condition-parts.ts'
import { windowKind } from './window-kind.ts'

/**
 * What a part of a condition is an example of: `field string contains`, `rows: sum gte`, `window: current month`,
 * `path over 2 links`. Each of them is to be seen true of some contacts and false of others.
 */
export function kindsOf(
  { part, place }: ConditionPart,
  environment: ConditionEnvironment,
): readonly string[] {
  const inside = place.of === undefined ? '' : ' in where'
  if ('all' in part) return [`all${inside}`]
  if ('any' in part) return [`any${inside}`]
  if ('atLeast' in part) return [`${atLeastKind(part)}${inside}`]
  if ('sequence' in part) {
    const name = part.not === true ? 'sequence: not then' : 'sequence: then'
    return [
      name,
      `${name}, within ${part.within.startsWith('P') ? 'calendar' : 'exact'}`,
      ...(part.window === undefined ? [] : ['sequence: with a window']),
      ...(part.sequence.where === undefined ? [] : ['sequence: where of the first']),
      ...(part.then.where === undefined ? [] : ['sequence: where of the second']),
    ]
  }
  if ('not' in part) return [`not${inside}`]
  if ('segment' in part) {
    const meant = environment.segments.get(part.segment)
    const nested = meant !== undefined && JSON.stringify(meant).includes('"segment":')
    return [nested ? 'segment of segments' : 'segment']
  }
  if ('property' in part) {
    const path = pathAt(place, part.property, environment)
    return [...valueKinds('property', path.type, part), ...pathKinds('path', path)]
  }
  if ('field' in part) {
    const { field, heldFor } = part
    const trait = environment.traits?.get(field.replace('trait.', ''))
    if (field.startsWith('trait.') && trait !== undefined)
      return ['trait', `trait: by ${classOf(part.op)}`, ...traitKinds(trait), ...referenceKinds(part)]
    const held = heldFor === undefined ? '' : `held for ${Object.keys(heldFor).sort().join(' and ')}`
    return [
      ...(field.includes('.')
        ? ['score', `score: by ${classOf(part.op)}`, ...referenceKinds(part)]
        : valueKinds('field', environment.fields?.get(field), part)),
      ...(held === '' ? [] : [held, ...(part.op === 'near' ? [] : [`held: by ${classOf(part.op)}`])]),
      ...(environment.normalise?.(field, 'A') === 'a' ? ['operand through a recipe'] : []),
    ]
  }
  if ('event' in part) {
    const shape = shapeOfEvent(part.event, environment)
    const prefix = part.event === '*' ? ['event: any'] : part.event.endsWith('*') ? ['event: prefix'] : []
    return [...prefix, ...behaviourKinds('event', part, shape, environment)]
  }
  const links = place.links + (part.via === undefined ? 0 : 1)
  const shape = shapeOfTable(part.rows, environment) as RowShape
  return [
    ...(part.via === undefined ? [] : [`rows via ${links} link${links > 1 ? 's' : ''}`]),
    ...behaviourKinds('rows', part, shape, environment),
  ]
}

/** Of none, and of more than there are: the first is always true, the second never. */
function atLeastKind({ atLeast, of }: { readonly atLeast: number; readonly of: readonly unknown[] }): string {
  if (atLeast <= 0 || atLeast > of.length) return 'at least none or too many'
  if (atLeast === of.length) return 'at least all of them'
  return atLeast === 1 ? 'at least one of several' : 'at least two of several'
}

function traitKinds(trait: TraitDefinition): readonly string[] {
  if (!('measure' in trait)) return []
  const window = 'window' in trait && trait.window !== undefined ? ['trait with a window'] : []
  return [`trait: ${trait.measure.of}`, ...window]
}

function pathAt({ of }: PartPlace, property: string, environment: ConditionEnvironment): PropertyPath {
  if (of === undefined) throw new Error('Expected a property inside a `where`, got one outside')
  const shape = 'event' in of ? shapeOfEvent(of.event, environment) : shapeOfTable(of.table, environment)
  return compilePath(property, shape as RowShape, environment, '')
}

function pathKinds(what: string, { steps }: PropertyPath): readonly string[] {
  const links = steps.filter(({ kind }) => kind === 'link').length
  const lists = steps.some(({ kind }) => kind === 'each')
  const objects = steps.filter(({ kind }) => kind === 'member').length - links > 1 && !lists
  const over = links === 0 ? undefined : `over ${links} link${links > 1 ? 's' : ''}`
  return [over, lists ? 'into a list' : undefined, objects ? 'into an object' : undefined]
    .filter((one) => one !== undefined)
    .map((one) => `${what} ${one}`)
}

function behaviourKinds(
  what: 'event' | 'rows',
  test: BehaviourTest,
  shape: RowShape,
  environment: ConditionEnvironment,
): readonly string[] {
  const { measure = { of: 'count' as const }, op = 'gte', value } = test
  const property = 'property' in measure ? measure.property : undefined
  const path = property === undefined ? undefined : compilePath(property, shape, environment, '')
  const isCount = measure.of === 'count' || measure.of === 'distinct'
  return [
    `${what}: ${measure.of}`,
    isCount || measure.of === 'daysSince'
      ? `${isCount ? 'counted' : 'days since'} ${op}`
      : `measured: by ${classOf(op)}`,
    ...(path === undefined ? [] : [`measure ${measure.of} of ${nameOf(path.type)}`]),
    ...(path === undefined ? [] : pathKinds('measure', path)),
    ...referenceKinds({ op, value }),
    ...(test.where === undefined ? [] : [`${what}: with where`]),
    windowKind(test.window),
  ]
}

function valueKinds(subject: string, type: ColumnType | undefined, test: ValueTest): readonly string[] {
  const { op, value } = test
  return [
    `${subject} ${classOf(op) === 'text' ? textType(type) : nameOf(type)} ${op}`,
    ...(type === 'json' ? [`${subject} declared as json`] : []),
    ...(test.ignoreCase === true && op !== 'exists' && op !== 'missing' ? [`ignoring case ${op}`] : []),
    ...(typeof value === 'string' && value.startsWith('P') && RELATIVE.has(op) ? [`${op} by calendar`] : []),
    ...(test.leapDay === 'mar1' ? ['leap day in March'] : []),
    ...referenceKinds(test),
  ]
}

const RELATIVE: ReadonlySet<string> = new Set([
  'withinLast',
  'withinNext',
  'moreThanAgo',
  'moreThanAhead',
  'anniversaryWithin',
])

/** Comparisons of parts of text read what is declared to be something else as it was written. */
function textType(type: ColumnType | undefined): string {
  return type === undefined || type === 'json' || type === 'string' ? nameOf(type) : 'of no text'
}

/** What is declared as JSON is read like that of which nothing is declared. */
function nameOf(type: ColumnType | undefined): string {
  return type === undefined || type === 'json' ? 'undeclared' : type
}

/** References to the first event of a sequence (same key) and to fields. */
function referenceKinds({ op, value }: ValueTest): readonly string[] {
  const operands = Array.isArray(value) ? (value as readonly unknown[]) : [value]
  const roots = new Set(operands.filter(isReference).map(({ ref }) => ref.slice(0, ref.indexOf('.'))))
  return [...roots].flatMap((root) => [
    `reference to ${root === 'first' ? 'the first event' : `a ${root}`}: ${classOf(op)}`,
  ])
}

function classOf(op: ValueOperator): string {
  return Object.entries(CLASSES).find(([, operators]) => operators.split(' ').includes(op))?.[0] ?? op
}

const CLASSES = {
  presence: 'exists missing',
  equality: 'eq ne in notIn',
  order: 'lt lte gt gte between',
  text: 'contains notContains startsWith endsWith matches',
  list: 'hasAny hasAll hasNone',
  date: 'before after sameDay',
  now: 'withinLast withinNext moreThanAgo moreThanAhead anniversaryWithin',
} as const

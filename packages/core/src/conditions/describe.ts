import type { BehaviourTest, Condition, SequenceStep, ValueTest, Window } from './ast.ts'
import { isReference } from './operand.ts'
import { type DescribeLanguage, ENGLISH, FRENCH, type Words } from './words.ts'

/** How a condition is put into words. */
export interface DescribeOptions {
  /** @default 'en' */
  readonly language?: DescribeLanguage | undefined
  /** What people call the fields, properties, segments, events and tables. @default their names */
  readonly names?: { readonly [name: string]: string } | undefined
}

/**
 * A condition in words, in English or French, for the person who has to agree with it.
 *
 * @example
 * ```ts
 * describeCondition({ event: 'Order Completed', window: { last: '90d' }, op: 'gte', value: 2 })
 * // the number of events “Order Completed” in the last 90 days is at least 2
 * ```
 */
export function describeCondition(condition: Condition, options: DescribeOptions = {}): string {
  const words = options.language === 'fr' ? FRENCH : ENGLISH
  return sentence(condition, { words, name: (name) => options.names?.[name] ?? name })
}

interface Voice {
  readonly words: Words
  readonly name: (name: string) => string
}

function sentence(condition: Condition, voice: Voice): string {
  const { words, name } = voice
  if ('all' in condition) return joined(condition.all, words.and, words.everybody, voice)
  if ('any' in condition) return joined(condition.any, words.or, words.nobody, voice)
  if ('atLeast' in condition)
    return words.atLeast(condition.atLeast, condition.of.map((part) => bracketed(part, voice)).join('; '))
  if ('segment' in condition) return words.segment(name(condition.segment))
  if ('field' in condition) {
    const { atLeast, lessThan } = condition.heldFor ?? {}
    const held = [
      atLeast === undefined ? '' : words.heldAtLeast(durationWords(atLeast, words)),
      lessThan === undefined ? '' : words.heldLessThan(durationWords(lessThan, words)),
    ]
    return spaced(name(condition.field), comparison(condition, voice), ...held)
  }
  if ('property' in condition) return spaced(name(condition.property), comparison(condition, voice))
  if ('sequence' in condition) {
    const first = spaced(step(condition.sequence, voice), windowWords(condition.window, words))
    const within = durationWords(condition.within, words)
    return words.followed(first, step(condition.then, voice), within, condition.not ?? false)
  }
  if ('not' in condition) return words.not(sentence(condition.not, voice))
  const what = 'event' in condition ? words.events(name(condition.event)) : words.rows(name(condition.rows))
  return behaviour(condition, what, voice)
}

function joined(parts: readonly Condition[], word: string, empty: string, voice: Voice): string {
  return parts.length === 0 ? empty : parts.map((part) => bracketed(part, voice)).join(` ${word} `)
}

/** What is joined itself is put into brackets, so that a sentence can be read in one way only. */
function bracketed(part: Condition, voice: Voice): string {
  const many =
    ('all' in part && part.all.length > 1) || ('any' in part && part.any.length > 1) || 'atLeast' in part
  return many ? `(${sentence(part, voice)})` : sentence(part, voice)
}

function step({ event, where }: SequenceStep, voice: Voice): string {
  const { words, name } = voice
  return spaced(words.events(name(event)), where === undefined ? '' : words.where(bracketed(where, voice)))
}

function behaviour(test: BehaviourTest, what: string, voice: Voice): string {
  const { words, name } = voice
  const { where, window, measure, op = 'gte', value } = test
  const over = spaced(
    what,
    where === undefined ? '' : words.where(bracketed(where, voice)),
    windowWords(window, words),
  )
  const operand = op === 'exists' || op === 'missing' ? undefined : (value ?? 1)
  const compared = comparison({ op, value: operand }, voice)
  if (measure === undefined || measure.of === 'count') return spaced(words.count(over), compared)
  if (measure.of === 'daysSince') return spaced(words.measures.daysSince, over, compared)
  return spaced(words.measured(words.measures[measure.of], name(measure.property), over), compared)
}

function windowWords(window: Window | undefined, words: Words): string {
  if (window === undefined) return ''
  if ('last' in window) return words.last(durationWords(window.last, words))
  if ('ago' in window)
    return words.ago(durationWords(window.ago[0], words), durationWords(window.ago[1], words))
  if ('current' in window) return words.current[window.current]
  return spaced(
    window.from === undefined ? '' : words.from(window.from),
    window.to === undefined ? '' : words.to(window.to),
  )
}

const DURATION_OPERATORS: ReadonlySet<string> = new Set([
  'withinLast',
  'withinNext',
  'moreThanAgo',
  'moreThanAhead',
  'anniversaryWithin',
])

function comparison({ op, value }: ValueTest, voice: Voice): string {
  const { words } = voice
  const verb = words.operators[op]
  if (DURATION_OPERATORS.has(op)) return spaced(verb, durationWords(String(value), words))
  if (op === 'sameDay' && value === undefined) return spaced(verb, words.today)
  if (op === 'near') {
    const { km, lat, lon } = value as unknown as {
      readonly km: number
      readonly lat: number
      readonly lon: number
    }
    return spaced(verb, words.place(km, lat, lon))
  }
  if (value === undefined) return verb
  if (!Array.isArray(value)) return spaced(verb, operandWords(value, words))
  const operands = value.map((operand) => operandWords(operand, words))
  return spaced(verb, operands.join(op === 'between' ? ` ${words.and} ` : ', '))
}

function operandWords(operand: unknown, words: Words): string {
  if (isReference(operand)) return words.reference(operand.ref)
  if (typeof operand === 'boolean') return operand ? words.yes : words.no
  return typeof operand === 'string' ? `“${operand}”` : String(operand)
}

function durationWords(text: string, words: Words): string {
  const pieces = text.startsWith('P')
    ? [...text.matchAll(/(\d+)([YMWDHS])/g)]
    : [...text.matchAll(/([\d.]+)([a-z]+)/g)]
  const clock = text.startsWith('PT')
  return pieces
    .map(
      ([, count = '', letter = '']) =>
        `${count} ${words.unit(clock ? letter.toLowerCase() : letter, Number(count))}`,
    )
    .join(' ')
}

function spaced(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ')
}

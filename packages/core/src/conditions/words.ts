import type { CalendarUnit } from '../time/calendar-unit.ts'
import type { Measure, ValueOperator } from './ast.ts'

/** A language that conditions can be read in. */
export type DescribeLanguage = 'en' | 'fr'

/** The words of a language: what {@link describeCondition} builds its sentences of. */
export interface Words {
  readonly operators: { readonly [op in ValueOperator]: string }
  readonly measures: { readonly [of in Exclude<Measure['of'], 'count'>]: string }
  readonly everybody: string
  readonly nobody: string
  readonly and: string
  readonly or: string
  readonly not: (part: string) => string
  readonly atLeast: (count: number, parts: string) => string
  readonly segment: (name: string) => string
  readonly events: (name: string) => string
  readonly rows: (name: string) => string
  readonly count: (what: string) => string
  readonly measured: (measure: string, property: string, what: string) => string
  readonly where: (part: string) => string
  readonly last: (duration: string) => string
  readonly ago: (from: string, to: string) => string
  readonly current: { readonly [unit in CalendarUnit]: string }
  readonly from: (instant: string) => string
  readonly to: (instant: string) => string
  readonly heldAtLeast: (duration: string) => string
  readonly heldLessThan: (duration: string) => string
  readonly followed: (first: string, second: string, within: string, not: boolean) => string
  readonly today: string
  readonly place: (km: number, lat: number, lon: number) => string
  readonly reference: (path: string) => string
  readonly unit: (letter: string, count: number) => string
  /** The value that was found. */
  readonly found: (value: string) => string
  readonly yes: string
  readonly no: string
}

const plural = (count: number, one: string, many: string): string => (count > 1 ? many : one)

export const ENGLISH: Words = {
  operators: {
    eq: 'is',
    ne: 'is not',
    lt: 'is less than',
    lte: 'is at most',
    gt: 'is more than',
    gte: 'is at least',
    between: 'is between',
    in: 'is one of',
    notIn: 'is none of',
    exists: 'is known',
    missing: 'is unknown',
    contains: 'contains',
    notContains: 'does not contain',
    startsWith: 'begins with',
    endsWith: 'ends with',
    matches: 'matches',
    hasAny: 'has one of',
    hasAll: 'has all of',
    hasNone: 'has none of',
    before: 'is before',
    after: 'is after',
    withinLast: 'is within the last',
    withinNext: 'is within the next',
    moreThanAgo: 'is at least this long ago:',
    moreThanAhead: 'is more than this far ahead:',
    sameDay: 'is on the day',
    anniversaryWithin: 'has its anniversary within',
    near: 'is',
  },
  measures: {
    sum: 'the sum',
    avg: 'the average',
    min: 'the smallest',
    max: 'the largest',
    distinct: 'the number of different values',
    first: 'the first',
    last: 'the last',
    daysSince: 'days since the last of',
  },
  everybody: 'everybody',
  nobody: 'nobody',
  and: 'and',
  or: 'or',
  not: (part) => `not (${part})`,
  atLeast: (count, parts) => `at least ${count} of: ${parts}`,
  segment: (name) => `is in the segment “${name}”`,
  events: (name) => `events “${name}”`,
  rows: (name) => `rows of “${name}”`,
  count: (what) => `the number of ${what}`,
  measured: (measure, property, what) => `${measure} of ${property} over ${what}`,
  where: (part) => `where ${part}`,
  last: (duration) => `in the last ${duration}`,
  ago: (from, to) => `between ${from} and ${to} ago`,
  current: {
    day: 'today',
    week: 'this week',
    month: 'this month',
    quarter: 'this quarter',
    year: 'this year',
  },
  from: (instant) => `from ${instant}`,
  to: (instant) => `before ${instant}`,
  heldAtLeast: (duration) => `for at least ${duration}`,
  heldLessThan: (duration) => `for less than ${duration}`,
  followed: (first, second, within, not) =>
    `${first}, ${not ? 'not followed' : 'followed'} by ${second} within ${within}`,
  today: 'today',
  place: (km, lat, lon) => `within ${km} km of (${lat}, ${lon})`,
  reference: (path) => `the value of ${path}`,
  unit: (letter, count) =>
    ({
      ms: 'ms',
      s: plural(count, 'second', 'seconds'),
      m: plural(count, 'minute', 'minutes'),
      h: plural(count, 'hour', 'hours'),
      d: plural(count, 'day', 'days'),
      w: plural(count, 'week', 'weeks'),
      D: plural(count, 'calendar day', 'calendar days'),
      W: plural(count, 'calendar week', 'calendar weeks'),
      M: plural(count, 'month', 'months'),
      Y: plural(count, 'year', 'years'),
    })[letter] ?? letter,
  found: (value) => `found: ${value}`,
  yes: 'yes',
  no: 'no',
}

export const FRENCH: Words = {
  operators: {
    eq: 'est',
    ne: 'n’est pas',
    lt: 'est inférieur à',
    lte: 'est au plus',
    gt: 'est supérieur à',
    gte: 'est au moins',
    between: 'est entre',
    in: 'est parmi',
    notIn: 'n’est pas parmi',
    exists: 'est connu',
    missing: 'est inconnu',
    contains: 'contient',
    notContains: 'ne contient pas',
    startsWith: 'commence par',
    endsWith: 'finit par',
    matches: 'correspond à',
    hasAny: 'comprend l’un de',
    hasAll: 'comprend tous',
    hasNone: 'ne comprend aucun de',
    before: 'est avant',
    after: 'est après',
    withinLast: 'est dans les derniers',
    withinNext: 'est dans les prochains',
    moreThanAgo: 'remonte au moins à',
    moreThanAhead: 'est au-delà de',
    sameDay: 'est le jour',
    anniversaryWithin: 'a son anniversaire d’ici',
    near: 'est',
  },
  measures: {
    sum: 'la somme',
    avg: 'la moyenne',
    min: 'le minimum',
    max: 'le maximum',
    distinct: 'le nombre de valeurs différentes',
    first: 'la première valeur',
    last: 'la dernière valeur',
    daysSince: 'jours écoulés depuis le dernier des',
  },
  everybody: 'tout le monde',
  nobody: 'personne',
  and: 'et',
  or: 'ou',
  not: (part) => `non (${part})`,
  atLeast: (count, parts) => `au moins ${count} parmi : ${parts}`,
  segment: (name) => `est dans le segment « ${name} »`,
  events: (name) => `événements « ${name} »`,
  rows: (name) => `lignes de « ${name} »`,
  count: (what) => `le nombre ${/^[aeiouyhàâéèêîôù]/i.test(what) ? 'd’' : 'de '}${what}`,
  measured: (measure, property, what) => `${measure} de ${property} sur les ${what}`,
  where: (part) => `où ${part}`,
  last: (duration) => `depuis ${duration}`,
  ago: (from, to) => `d’il y a ${from} à il y a ${to}`,
  current: {
    day: 'aujourd’hui',
    week: 'cette semaine',
    month: 'ce mois-ci',
    quarter: 'ce trimestre',
    year: 'cette année',
  },
  from: (instant) => `à partir du ${instant}`,
  to: (instant) => `avant le ${instant}`,
  heldAtLeast: (duration) => `depuis au moins ${duration}`,
  heldLessThan: (duration) => `depuis moins de ${duration}`,
  followed: (first, second, within, not) =>
    `${first}, ${not ? 'non suivis' : 'suivis'} de ${second} sous ${within}`,
  today: 'd’aujourd’hui',
  place: (km, lat, lon) => `à moins de ${km} km de (${lat}, ${lon})`,
  reference: (path) => `la valeur de ${path}`,
  unit: (letter, count) =>
    ({
      ms: 'ms',
      s: plural(count, 'seconde', 'secondes'),
      m: plural(count, 'minute', 'minutes'),
      h: plural(count, 'heure', 'heures'),
      d: plural(count, 'jour', 'jours'),
      w: plural(count, 'semaine', 'semaines'),
      D: plural(count, 'jour calendaire', 'jours calendaires'),
      W: plural(count, 'semaine calendaire', 'semaines calendaires'),
      M: 'mois',
      Y: plural(count, 'an', 'ans'),
    })[letter] ?? letter,
  found: (value) => `trouvé : ${value}`,
  yes: 'oui',
  no: 'non',
}

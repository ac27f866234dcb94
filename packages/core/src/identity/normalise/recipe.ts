/** How far a value can be trusted, best first: what came is right, was repaired, is doubtful, or is no such thing. */
export type Verdict = 'valid' | 'corrected' | 'suspect' | 'invalid'

/** A value beside what came, with a verdict. */
export interface Normalised {
  /** What came, untouched. */
  readonly raw: unknown
  /** Nothing where the verdict is `invalid`. */
  readonly value: string | undefined
  /** What equal persons have equal: for comparison and search only, never to be shown or written to. */
  readonly matchKey: string | undefined
  readonly verdict: Verdict
  /** A short code: `blank`, `too-long`, `ambiguous-day-month`; nothing where the verdict is `valid`. */
  readonly reason: string | undefined
  /** Names of the steps that changed or judged the value, in order. */
  readonly steps: readonly string[]
}

/** What the recipes may be told; each reads what concerns it. */
export interface NormaliseOptions {
  /** ISO 3166-1 alpha-2 code of the country whose habits hold where the value does not say. @default 'FR' */
  readonly country?: string | undefined
  /** Declared order of a date's parts: `ymd`, `dmy`, `mdy`. A date in another order is `suspect`. */
  readonly dateOrder?: 'ymd' | 'dmy' | 'mdy' | undefined
  /**
   * Years of two digits are read in the hundred years that begin here; they are always `suspect`.
   * @default 1930
   */
  readonly centuryFrom?: number | undefined
}

/** A value on its way through a recipe. */
export interface Draft {
  readonly value: string
  readonly matchKey?: string | undefined
}

/** What a step has to say; a step that says nothing returns `undefined`. */
export interface StepOutcome {
  readonly value?: string | undefined
  readonly matchKey?: string | undefined
  /** Verdicts only get worse along a recipe; `invalid` ends it. */
  readonly verdict?: Verdict | undefined
  readonly reason?: string | undefined
}

/** One named step: a pure function, so that a recipe can be replayed and tested step by step. */
export interface RecipeStep {
  readonly name: string
  readonly run: (draft: Draft, options: NormaliseOptions) => StepOutcome | undefined
}

/** A named list of steps, run in order. */
export interface Recipe {
  readonly name: string
  /** Grows when the same input may come out differently, so that values can be replayed. */
  readonly version: number
  /** Longer values are refused before any step looks at them. @default 1024 characters */
  readonly maxLength?: number | undefined
  readonly steps: readonly RecipeStep[]
}

/** What most values are, words of printable ASCII with a space between: nothing is to be cleaned in them. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

const RANK: { readonly [verdict in Verdict]: number } = { valid: 0, corrected: 1, suspect: 2, invalid: 3 }

/**
 * Runs a value through a recipe. It never throws on a value, whatever it is, and gives the same answer for the same
 * input on every machine. A blank (`null`, `undefined`, white space) is `invalid` with reason `blank`.
 *
 * @example
 * ```ts
 * const shout: Recipe = {
 *   name: 'shout',
 *   version: 1,
 *   steps: [{ name: 'upper', run: ({ value }) => ({ value: value.toUpperCase() }) }],
 * }
 * const { value } = applyRecipe(shout, ' hello ')
 * // value is 'HELLO'
 * ```
 */
export function applyRecipe(recipe: Recipe, raw: unknown, options: NormaliseOptions = {}): Normalised {
  const text = textOf(raw)
  if (text === undefined) return refuse(raw, raw === null || raw === undefined ? 'blank' : 'not-text', [])
  // A refusal must not keep a field of 10 MB alive under a second name; `raw` is the only reference.
  if (text.length > (recipe.maxLength ?? 1024)) return refuse(raw, 'too-long', [])
  const clean = PLAIN.test(text)
    ? text
    : text.normalize('NFC').replace(CONTROL, ' ').replace(INVISIBLE, '').replace(SPACES, ' ').trim()
  if (clean === '') return refuse(raw, 'blank', [])

  let draft: Draft = { value: clean }
  let verdict: Verdict = 'valid'
  let reason: string | undefined
  const steps: string[] = []
  for (const step of recipe.steps) {
    const outcome = step.run(draft, options)
    if (outcome === undefined) continue
    const next: Draft = {
      value: outcome.value ?? draft.value,
      matchKey: outcome.matchKey ?? draft.matchKey,
    }
    if (next.value !== draft.value || next.matchKey !== draft.matchKey || outcome.verdict !== undefined) {
      steps.push(step.name)
    }
    draft = next
    if (outcome.verdict !== undefined && RANK[outcome.verdict] > RANK[verdict]) {
      verdict = outcome.verdict
      reason = outcome.reason
    }
    if (verdict === 'invalid') return refuse(raw, reason ?? step.name, steps)
    if (draft.value === '') return refuse(raw, 'blank', steps)
  }
  return { raw, value: draft.value, matchKey: draft.matchKey ?? draft.value, verdict, reason, steps }
}

const CONTROL = /\p{Cc}+/gu
// Zero-width characters, soft hyphen, byte-order mark: invisible, and different values to a computer.
const INVISIBLE = /\p{Cf}+/gu
const SPACES = /\s+/gu

function textOf(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number' && Number.isFinite(raw)) return String(raw)
  if (typeof raw === 'bigint') return String(raw)
  if (raw instanceof Date && !Number.isNaN(raw.getTime())) return raw.toISOString()
  return undefined
}

function refuse(raw: unknown, reason: string, steps: readonly string[]): Normalised {
  return { raw, value: undefined, matchKey: undefined, verdict: 'invalid', reason, steps }
}

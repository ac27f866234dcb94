import type { Template } from 'liquidjs'
import { LRUCache } from 'lru-cache'
import { ClienteleError } from '../../errors.ts'
import { registerFilters } from './filters.ts'

/** Values that a template reads, by name. */
export interface TemplateScope {
  readonly [name: string]: unknown
}

/** A variable that a template reads, step by step: `['trigger', 'products']`. */
export type VariablePath = readonly (string | number)[]

/** Liquid, made safe: strict, without files, bounded in time and memory, escaping where the output is HTML. */
export interface TemplateEngine {
  /** @throws `TEMPLATE_FAILED` for a missing variable, an unreadable template, or one that takes too much. */
  readonly render: (source: string, format: 'html' | 'text', scope: TemplateScope) => string
  /** Every variable that comes from outside. @throws `TEMPLATE_FAILED` for an unreadable template. */
  readonly variables: (source: string) => readonly VariablePath[]
}

/** Templates kept parsed. */
const CACHED = 500
const MAX_SOURCE = 600_000
const MAX_RENDER_MS = 500
const MAX_MEMORY = 5_000_000

/** Loads Liquid, on the first call only: a base that sends nothing does not pay for it. */
export function createTemplateLoader(): () => Promise<TemplateEngine> {
  let loading: Promise<TemplateEngine> | undefined
  return () => {
    loading ??= loadEngine()
    return loading
  }
}

async function loadEngine(): Promise<TemplateEngine> {
  const library = await import('liquidjs')
  const options = {
    // A variable that is missing is an error, unless it meets `default` or is asked for in an `if`.
    strictVariables: true,
    lenientIf: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // No file, no partial: a template is whole.
    templates: {},
    dynamicPartials: false,
    parseLimit: MAX_SOURCE,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_MEMORY,
    timezoneOffset: 0,
  }
  const engines = {
    html: new library.Liquid({ ...options, outputEscape: 'escape' }),
    text: new library.Liquid(options),
  }
  for (const engine of [engines.html, engines.text]) registerFilters(engine, library.filters)
  const parsed = new LRUCache<string, Template[]>({ max: CACHED })
  const analysed = new LRUCache<string, readonly VariablePath[]>({ max: CACHED })

  const parse = (format: 'html' | 'text', source: string): Template[] => {
    const key = `${format}:${source}`
    const known = parsed.get(key)
    if (known !== undefined) return known
    const template = guarded('syntax', () => engines[format].parse(source))
    parsed.set(key, template)
    return template
  }
  return {
    render: (source, format, scope) => {
      // Most subjects and many texts hold no variable.
      if (!source.includes('{{') && !source.includes('{%')) return source
      const template = parse(format, source)
      return String(guarded('failed', () => engines[format].renderSync(template, { ...scope })))
    },
    variables: (source) => {
      const known = analysed.get(source)
      if (known !== undefined) return known
      const template = parse('text', source)
      const found = guarded('syntax', () =>
        engines.text.globalVariableSegmentsSync(template),
      ) as VariablePath[]
      analysed.set(source, found)
      return found
    },
  }
}

function guarded<Result>(kind: 'syntax' | 'failed', work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw templateError(kind, error)
  }
}

/** Says which variable or which tag; the values never show. */
function templateError(kind: 'syntax' | 'failed', error: unknown): ClienteleError {
  const name = error instanceof Error ? error.name : ''
  const message = error instanceof Error ? error.message : String(error)
  if (name === 'UndefinedVariableError') {
    const variable = /undefined variable: ([^,]*)/u.exec(message)?.[1] ?? '?'
    return new ClienteleError(
      'TEMPLATE_FAILED',
      `The template reads \`${variable}\`, which is missing; give it a \`default\`, or see that the data are there.`,
      { cause: error, details: { rule: `template:missing:${variable}`, variable } },
    )
  }
  const what = /limit exceeded/u.test(message) ? 'limit' : kind
  return new ClienteleError(
    'TEMPLATE_FAILED',
    `The template could not be ${kind === 'syntax' ? 'read' : 'rendered'}: ${message}.`,
    {
      cause: error,
      details: { rule: `template:${what}` },
    },
  )
}

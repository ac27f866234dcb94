import { noDependencies } from '../conditions/dependencies.ts'
import { compilePressure } from '../delivery/rules/pressure.ts'
import { compileQuietHours } from '../delivery/rules/quiet-hours.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import { createProgram, needsOf, type Program } from '../engine/program.ts'
import { ClienteleError } from '../errors.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import { refuseAborted } from '../runtime/refuse-aborted.ts'
import { yieldTurn } from '../runtime/yield-turn.ts'
import { compileSegment } from '../segments/compile.ts'
import { compileScenario } from './compile.ts'
import type { CompiledScenario } from './compiled-scenario.ts'
import type { ScenarioDefinition } from './definition.ts'
import { parseScenario } from './parse.ts'
import { readPasts } from './read-pasts.ts'
import { replayContact } from './replay-contact.ts'
import type { ScenariosApi } from './scenarios-api.ts'
import type { SimulationPlan } from './simulation-plan.ts'
import { createTally } from './simulation-tally.ts'

/** Contacts whose past is in memory at a time. */
const PAGE = 200
const LISTED_MESSAGES = 100

/**
 * Makes the simulation: every contact's stored events and rows are gone through again in the order of time, on a
 * virtual instant, with the interpreter and the gates that the engine runs on. Golden fields, scores and links are
 * taken as they are today, since their past is not kept; what the scenario itself did in that past is left out.
 */
export function createSimulate(
  kernel: Kernel,
  { book }: { readonly book: DefinitionBook },
): ScenariosApi['simulate'] {
  return async (what, options) => {
    const { from, to, signal, onProgress } = options
    if (!(from < to))
      throw new ClienteleError(
        'INVALID_INPUT',
        'Expected `from` to be before `to`; give a stretch of time.',
        {
          details: { from, to },
        },
      )
    const plan = planOf(kernel, book, definitionOf(book, what), from, to)
    const tally = createTally(plan.scenario.id, from, to, options.messages ?? LISTED_MESSAGES)
    const total = onProgress === undefined ? 0 : await kernel.storage.transaction((tx) => tx.contacts.count())
    let after: string | undefined
    let done = 0
    for (;;) {
      refuseAborted(signal)
      const pasts = await kernel.storage.transaction((tx) => readPasts(tx, plan, { after, limit: PAGE }))
      for (const past of pasts) replayContact(past, plan, tally)
      done += pasts.length
      onProgress?.({ done, total: Math.max(total, done) })
      const last = pasts.at(-1)
      if (last === undefined || pasts.length < PAGE) return tally.result()
      after = last.state.contact.contactId
      await yieldTurn()
    }
  }
}

function definitionOf(book: DefinitionBook, what: string | ScenarioDefinition): ScenarioDefinition {
  if (typeof what !== 'string') return parseScenario(what)
  const stored = book.stored().scenarios.find((one) => one.definition.id === what)
  if (stored !== undefined) return stored.definition
  throw new ClienteleError(
    'UNKNOWN_DEFINITION',
    `Expected the id of a stored scenario, got \`${what}\`; save it first, or give its definition.`,
    { details: { scenarioId: what } },
  )
}

function planOf(
  kernel: Kernel,
  book: DefinitionBook,
  definition: ScenarioDefinition,
  from: Instant,
  to: Instant,
): SimulationPlan {
  const environment = book.environment()
  const scenario = compileScenario(definition, 0, 'live', environment)
  const pressure = compilePressure(kernel.pressure)
  const wanted = new Set<string>()
  for (const trigger of definition.triggers) if ('segment' in trigger) wanted.add(trigger.segment)
  for (const { scope } of pressure) if (scope.segment !== undefined) wanted.add(scope.segment)
  const segments = book
    .stored()
    .segments.filter((one) => wanted.has(one.definition.id))
    .map((one) => compileSegment(one.definition, one.version, environment))
  const program = createProgram({
    segments,
    scenarios: [scenario],
    salt: kernel.salt,
    defaultZone: kernel.defaultZone,
  })
  const quietHours = compileQuietHours(kernel.quietHours)
  return { scenario, program: withTriggers(program, scenario), from, to, pressure, quietHours, kernel }
}

/** Also what only triggers is gone through again. */
function withTriggers(program: Program, scenario: CompiledScenario): Program {
  const events = new Map<string, number>()
  const tables = new Set<string>()
  for (const { trigger } of scenario.triggers) {
    if (trigger.on === 'event') events.set(trigger.event, 0)
    if (trigger.on === 'row') tables.add(trigger.table)
  }
  const triggers = { ...noDependencies(), events, tables }
  const all = [...program.segments, scenario].map((one) => one.dependencies)
  return { ...program, needs: needsOf([...all, triggers]) }
}

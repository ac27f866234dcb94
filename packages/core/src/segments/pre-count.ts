import { readPages } from '../base/base-reader.ts'
import { byContact } from '../base/group-by.ts'
import type { MatchedContact } from '../base/match-contacts.ts'
import { addressOf, deliveryContact } from '../delivery/dispatch/delivery-contact.ts'
import { historyMessage } from '../delivery/dispatch/history.ts'
import { suppressionSlot } from '../delivery/dispatch/slice.ts'
import { addressGate } from '../delivery/gates/address-gate.ts'
import { consentGate } from '../delivery/gates/consent-gate.ts'
import { controlGate } from '../delivery/gates/control-gate.ts'
import type { DeliveryInput, Gate } from '../delivery/gates/gate.ts'
import { pressureGate } from '../delivery/gates/pressure-gate.ts'
import { suppressionGate } from '../delivery/gates/suppression-gate.ts'
import { normaliseAddress } from '../delivery/normalise-address.ts'
import { type CompiledPressureRule, compilePressure } from '../delivery/rules/pressure.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Kernel } from '../kernel.ts'
import type { Suppression } from '../ports/repositories/suppressions.ts'
import type { ContactQuery, StorageTransaction } from '../ports/storage.ts'
import { createFactStore } from '../profile/facts.ts'
import { isForDatabase, matchesOf, queryOf } from './ask.ts'
import type { PreCount, SegmentsApi } from './segments-api.ts'

/** Contacts that are in memory at a time. */
const PAGE = 500

/** The steps after `matched`, each by the gate that the dispatcher asks too. */
const STEPS: readonly (readonly [step: string, gate: Gate])[] = [
  ['reachable', addressGate],
  ['consented', consentGate],
  ['notSuppressed', suppressionGate],
  ['notUnderPressure', pressureGate],
  ['notInControl', controlGate],
]

/** Whom a marketing message would reach: a target of a count before a launch. */
export interface Target {
  readonly channel: string
  readonly purpose: string
}

/** Makes the count before a launch: who matches, and at which gate the others fall out. */
export function createPreCount(
  kernel: Kernel,
  { book }: { readonly book: DefinitionBook },
): SegmentsApi['preCount'] {
  return async (what, target, options = {}) => {
    const query = queryOf(kernel, book, typeof what === 'string' ? { segment: what } : what)
    const count = countSteps()
    for await (const page of judgePages(kernel, book, query, target, options.signal)) page.forEach(count.add)
    return { at: query.at, ...target, ...count.finish() } satisfies PreCount
  }
}

/** What the gates say of one contact that matches. */
export interface JudgedContact {
  readonly contactId: string
  /** Steps that it passed. */
  readonly passed: readonly string[]
  /** The step that stopped it, and the rule that decided; `undefined`: a message may be sent. */
  readonly stopped: { readonly step: string; readonly rule: string } | undefined
}

/** Adds up, contact by contact, how many are left after each step. */
export function countSteps(): {
  readonly add: (judged: JudgedContact) => void
  readonly finish: () => Pick<PreCount, 'steps' | 'reasons'>
} {
  const counts = new Map<string, number>([['matched', 0], ...STEPS.map(([step]) => [step, 0] as const)])
  const reasons: Record<string, number> = {}
  const add = (step: string) => counts.set(step, (counts.get(step) ?? 0) + 1)
  return {
    add: ({ passed, stopped }) => {
      add('matched')
      passed.forEach(add)
      if (stopped !== undefined) reasons[stopped.rule] = (reasons[stopped.rule] ?? 0) + 1
    },
    finish: () => {
      const steps = [...counts].map(([step, contacts]) => ({ step, contacts }))
      steps.push({ step: 'sendable', contacts: counts.get('notInControl') ?? 0 })
      return { steps, reasons }
    },
  }
}

/** Everybody who matches, page by page, with what the gates say of a marketing message to them. */
export async function* judgePages(
  kernel: Kernel,
  book: DefinitionBook,
  query: ContactQuery,
  target: Target,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly JudgedContact[]> {
  const pressure = compilePressure(kernel.pressure)
  for await (const matched of matchedPages(kernel, book, query, signal)) {
    const inputs = await kernel.storage.transaction((tx) =>
      inputsOf(tx, kernel, matched, target, pressure, query.at),
    )
    yield inputs.map((input, place) => judge((matched[place] as MatchedContact).contact.contactId, input))
  }
}

function judge(contactId: string, input: DeliveryInput): JudgedContact {
  const passed: string[] = []
  for (const [step, gate] of STEPS) {
    const { outcome, rule } = gate(input)
    if (outcome !== 'pass') return { contactId, passed, stopped: { step, rule } }
    passed.push(step)
  }
  return { contactId, passed, stopped: undefined }
}

/** Matches by the database where it can, else by the evaluator of this process. */
async function* matchedPages(
  kernel: Kernel,
  book: DefinitionBook,
  query: ContactQuery,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly MatchedContact[]> {
  if (!isForDatabase(kernel, query)) {
    yield* matchesOf(kernel, book, query, undefined, signal)
    return
  }
  const read = (after: string | undefined) =>
    kernel.storage.transaction(async (tx) => (await tx.select?.ids(query, { after, limit: PAGE })) ?? [])
  let page: string[] = []
  const load = async () => {
    const contacts = await kernel.storage.transaction((tx) => tx.contacts.byIds(page))
    page = []
    return contacts.map((contact) => ({ contact, facts: createFactStore(contact, kernel.defaultZone) }))
  }
  for await (const contactId of readPages(read, (id) => id, signal)) {
    page.push(contactId)
    if (page.length === PAGE) yield await load()
  }
  if (page.length > 0) yield await load()
}

async function inputsOf(
  tx: StorageTransaction,
  kernel: Kernel,
  matched: readonly MatchedContact[],
  { channel, purpose }: Target,
  pressure: readonly CompiledPressureRule[],
  now: number,
): Promise<readonly DeliveryInput[]> {
  const ids = matched.map(({ contact }) => contact.contactId)
  const addresses = new Map<string, string>()
  for (const { contact, facts } of matched) {
    const address = addressOf({ facts }, channel, kernel.channels.get(channel))
    if (address !== undefined) addresses.set(contact.contactId, address)
  }
  const suppressions = new Map<string, Suppression>()
  const asked = [...new Set([...addresses.values()].map(normaliseAddress))]
  for (const one of await tx.suppressions.find(channel, asked))
    suppressions.set(suppressionSlot(channel, one.address), one)
  const consents = byContact(await tx.consents.ofContacts(ids))
  const messages = byContact(pressure.length === 0 ? [] : await tx.messages.ofContacts(ids))
  const memberships = byContact(
    pressure.some((rule) => rule.scope.segment !== undefined) ? await tx.memberships.ofContacts(ids) : [],
  )
  const program = kernel.program()
  return matched.map(({ contact: { contactId }, facts }) => {
    const address = addresses.get(contactId)
    const own = new Map((memberships.get(contactId) ?? []).map((one) => [one.segmentId, one]))
    return {
      now,
      message: { messageKey: '', scenarioId: '', channel, class: 'marketing', purpose, createdAt: now },
      scenario: { state: 'live', programme: undefined, priority: 0 },
      contact: deliveryContact(
        { facts, memberships: own },
        {
          address,
          consents: consents.get(contactId) ?? [],
          suppression:
            address === undefined ? undefined : suppressions.get(suppressionSlot(channel, address)),
          country: kernel.country,
        },
      ),
      eligible: () => 'eligible',
      quietHours: [],
      pressure,
      history: (messages.get(contactId) ?? []).map((message) => historyMessage(message, program)),
    }
  })
}

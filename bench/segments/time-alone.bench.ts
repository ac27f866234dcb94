import { type Clientele, createClientele } from '@clientele/core'
import { readArguments } from '../pipeline/arguments.ts'
import { checkAllLeft, type DueBase, duePerMinute, FIRST_DAY, fillDueBase, RECENT } from './due-base.ts'
import { DUE_PEERS, type DuePeer, type OpenBase } from './due-peers.ts'
import { type TouchCounter, touchCounter } from './touches.ts'

const MINUTE = 60_000
const DAY_MINUTES = 1440
const HOUR_MINUTES = 60

/** A base with an engine whose clock is ours. */
interface Driven {
  readonly base: DueBase
  readonly open: OpenBase
  readonly touched: TouchCounter
  readonly clientele: Clientele
  readonly due: Uint32Array
  /** Turns the engine at the end of a minute, after others that were left out. */
  readonly turn: (minute: number, minutes?: number) => Promise<Turn>
}

/** What one turn of the engine did. */
interface Turn {
  readonly due: number
  readonly ms: number
}

/**
 * S6: memberships that end by time alone, in minutes and in one pass over a whole hour: are those that are due touched,
 * and nobody else; a few due among many; beside hand-written SQL that turns the same memberships on a copy.
 * `[sqlite] [postgres] [memory] --contacts 1000000 --few 1000`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const named = Object.keys(DUE_PEERS).filter((name) => args.includes(name))
  for (const name of named.length > 0 ? named : Object.keys(DUE_PEERS)) {
    const peer = await (DUE_PEERS[name] as (typeof DUE_PEERS)[string])()
    try {
      const few = number('few', 1000)
      console.log(`S6 ${name}`)
      await measure(
        peer,
        { few, many: number('small', 10_000) },
        { few, many: number('contacts', 1_000_000) },
      )
    } finally {
      await peer.close()
    }
  }
}

async function measure(peer: DuePeer, small: DueBase, large: DueBase): Promise<void> {
  const began = performance.now()
  await fill(peer, 'small', small)
  await fill(peer, 'large', large)
  console.log(`filled by the repositories in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  const byHand = await peer.byHand?.('large')
  const bases = [await drive(peer, 'small', small), await drive(peer, 'large', large)] as const
  try {
    await fewAmongMany(peer.unit, bases)
    await wholeDay(peer.unit, bases[1], byHand?.turn)
  } finally {
    for (const { clientele, open } of bases) {
      await clientele.close()
      await open.close()
    }
    await byHand?.close()
  }
}

async function fill(peer: DuePeer, name: string, base: DueBase): Promise<void> {
  const { storage, close } = await peer.open(name)
  await storage.migrations.up()
  await fillDueBase(storage, base)
  await close()
}

async function drive(peer: DuePeer, name: string, base: DueBase): Promise<Driven> {
  const open = await peer.open(name)
  const touched = touchCounter(open.storage)
  let now = FIRST_DAY
  const clientele = await createClientele({
    storage: touched.storage,
    timeZone: 'UTC',
    segments: [RECENT],
    clock: { now: () => now, sleepUntil: () => Promise.resolve() },
  })
  const due = duePerMinute(base)
  await clientele.engine.tick()
  return {
    base,
    open,
    touched,
    clientele,
    due,
    turn: async (minute, minutes = 1) => {
      touched.take()
      now = FIRST_DAY + (minute + 1) * MINUTE
      const start = performance.now()
      const { contacts } = await clientele.engine.tick()
      // As the background does, to know how long it may sleep.
      await clientele.engine.nextDue()
      const ms = performance.now() - start
      const expected = due.subarray(minute + 1 - minutes, minute + 1).reduce((sum, one) => sum + one, 0)
      checkTouches(touched.take(), contacts, expected)
      return { due: expected, ms }
    },
  }
}

/** Were those that are due touched, each once, and nobody else? */
function checkTouches(
  { rows, contacts }: ReturnType<TouchCounter['take']>,
  turned: number,
  due: number,
): void {
  const of = (name: string): number => rows.get(name) ?? 0
  const counts = {
    turned,
    contacts: contacts.size,
    'contacts.byIds': of('contacts.byIds'),
    'contacts.touch': of('contacts.touch'),
    'memberships.due': of('memberships.due'),
    'memberships.ofContacts': of('memberships.ofContacts'),
    'memberships.put': of('memberships.put'),
    'memberships.appendChanges': of('memberships.appendChanges'),
    'events.find': of('events.find'),
  }
  for (const [name, count] of Object.entries(counts))
    if (count !== due) throw new Error(`Expected ${due} due to be touched, got ${count} by ${name}.`)
  // Many workers may be there: each looks whether the definitions are still those that it knows.
  const others = [...rows].filter(
    ([name, count]) => !(name in counts) && count > 0 && !name.startsWith('definitions.'),
  )
  if (others.length > 0) throw new Error(`Expected nothing else to be touched, got ${others.join(', ')}.`)
}

/** The first day of both, in turns: what a turn costs with nothing due, and with one. */
async function fewAmongMany(unit: string | undefined, bases: readonly [Driven, Driven]): Promise<void> {
  for (const { open, base } of bases) {
    const plan = (await open.plan(FIRST_DAY)).filter((line) => / scan |^search /i.test(line))
    if (plan.length > 0)
      console.log([`plan among ${count(base.many)}, as young as it is:`, ...plan].join('\n    '))
  }
  const turns = bases.map(() => [] as (Turn & { readonly units: number })[])
  const scanned = [0, 0]
  for (let minute = 0; minute < DAY_MINUTES; minute++)
    for (const [side, { open, turn }] of bases.entries()) {
      const before = await open.work()
      const done = await turn(minute)
      const after = await open.work()
      turns[side]!.push({ ...done, units: after.units - before.units })
      scanned[side]! += after.scanned - before.scanned
    }
  const medians = (due: number): readonly string[] => {
    const found = turns.map((all) => all.filter((one) => one.due === due))
    const [a, b] = found.map((all) => median(all.map(({ ms }) => ms * 1000))) as [number, number]
    const [c, d] = found.map((all) => median(all.map(({ units }) => units))) as [number, number]
    const time = `${a.toFixed(0)} and ${b.toFixed(0)} µs, ratio ${(b / a).toFixed(2)}`
    return unit === undefined ? [time] : [time, `${c} and ${d} ${unit}`]
  }
  const [small, large] = bases
  console.log(
    `${count(small.base.few)} due in a day among ${count(small.base.many)} and ${count(large.base.many)}:`,
  )
  for (const due of [0, 1, 2]) console.log(`  turn with ${due} due: ${medians(due).join('; ')}`)
  if (unit !== undefined) console.log(`  read without an index: ${scanned.join(' and ')} rows`)
}

/** The second day of the large one: minutes, and the last hour at once. */
async function wholeDay(
  unit: string | undefined,
  driven: Driven,
  byHand: ((at: number) => Promise<void>) | undefined,
): Promise<void> {
  const { open, turn, base } = driven
  const before = await open.work()
  // What was due on the first day is out of the way of the copy as well.
  await byHand?.(FIRST_DAY + DAY_MINUTES * MINUTE)
  const both = async (minute: number, minutes: number): Promise<Turn & { readonly hand: number }> => {
    const ours = await turn(minute, minutes)
    const start = performance.now()
    await byHand?.(FIRST_DAY + (minute + 1) * MINUTE)
    return { ...ours, hand: performance.now() - start }
  }
  const end = 2 * DAY_MINUTES
  const spent = { due: 0, ms: 0, hand: 0 }
  for (let minute = DAY_MINUTES; minute < end - HOUR_MINUTES; minute++) {
    const { due, ms, hand } = await both(minute, 1)
    spent.due += due
    spent.ms += ms
    spent.hand += hand
  }
  report('in minutes', spent, byHand !== undefined)
  report('an hour at once', await both(end - 1, HOUR_MINUTES), byHand !== undefined)
  const after = await open.work()
  if (unit !== undefined)
    console.log(
      `  read without an index: ${after.scanned - before.scanned} rows; ${((after.units - before.units) / base.many).toFixed(1)} ${unit} a membership`,
    )
  if ((await driven.clientele.engine.nextDue()) !== undefined) throw new Error('Something is due still.')
  await checkAllLeft(open.storage, base)
  console.log(`  all ${count(base.few + base.many)} memberships are right, each with its one change`)
}

function report(
  name: string,
  { due, ms, hand }: { readonly due: number; readonly ms: number; readonly hand: number },
  hasPeer: boolean,
): void {
  const rate = (time: number): string => count(Math.round((1000 * due) / time))
  const beside = hasPeer ? `, by hand ${rate(hand)}/s, ratio ${((100 * hand) / ms).toFixed(0)} %` : ''
  console.log(`  ${name}: ${count(due)} memberships, ours ${rate(ms)}/s${beside}`)
}

function count(value: number): string {
  return value.toLocaleString('en')
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >>> 1] ?? Number.NaN
}

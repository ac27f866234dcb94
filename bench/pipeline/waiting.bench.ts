import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Clientele,
  createClientele,
  type Run,
  type ScenarioDefinition,
  type Storage,
} from '@clientele/core'
import { sqlite } from '@clientele/storage-sqlite'
import Database from 'libsql'
import { readArguments } from './arguments.ts'
import { contactIdOf } from './fill-base.ts'
import { recorder } from './recorder.ts'
import { sqliteCeiling } from './sqlite-ceiling.ts'
import { START } from './workload.ts'

const DAY = 86_400_000
/** Runs whose timers come due together: a turn of each side. */
const TURN = 5000
const TURNS = 10

/**
 * S8: a million runs that wait: what the process holds while they do, and how fast they go on when they come due,
 * beside a hand-written claim that finds the same timers and writes the same rows. `--runs`.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const runs = number('runs', 1_000_000)
  const filled = args[args.indexOf('--fill') + 1]
  if (args.includes('--fill') && filled !== undefined) return fillWaiting(filled, runs)
  const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'))
  try {
    const path = join(folder, 'ours.db')
    // In a process of its own, whose memory says nothing about that of the one that waits.
    execFileSync(process.execPath, [process.argv[1]!, '--runs', String(runs), '--fill', path], {
      stdio: 'inherit',
    })
    const copy = join(folder, 'ceiling.db')
    copyFileSync(path, copy)
    await race(path, copy, runs)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function race(path: string, copy: string, runs: number): Promise<void> {
  const noted = recorder(sqlite(path))
  let now = START
  const before = process.memoryUsage()
  const clientele = await open(noted.storage, () => now)
  await clientele.engine.tick()
  const idle = process.memoryUsage()
  console.log(
    `S8 ${runs.toLocaleString('en')} waiting runs: process ${megabytes(idle.rss)} MB, heap ${megabytes(idle.heapUsed)} MB (${megabytes(before.rss)} MB before opening); bar 300 MB`,
  )
  noted.take()
  const ceiling = sqliteCeiling(copy)
  const claimer = claimerOf(copy)
  const spent = { ours: 0, ceiling: 0 }
  for (let turn = 0; turn < TURNS; turn++) {
    now = dueAt((turn + 1) * TURN - 1)
    const began = performance.now()
    const { contacts } = await clientele.engine.tick()
    const between = performance.now()
    for (const writes of noted.take()) {
      claimer.claim(now)
      ceiling.write(writes)
    }
    if (contacts !== TURN) throw new Error(`${contacts} of ${TURN} runs went on`)
    if (turn === 0) continue
    spent.ours += between - began
    spent.ceiling += performance.now() - between
  }
  const rate = (ms: number): string => Math.round((1000 * TURN * (TURNS - 1)) / ms).toLocaleString('en')
  console.log(
    `S8 runs that came due: ours ${rate(spent.ours)}/s, bare claim ${rate(spent.ceiling)}/s, ratio ${((100 * spent.ceiling) / spent.ours).toFixed(0)} %; process ${megabytes(process.memoryUsage().rss)} MB`,
  )
  claimer.close()
  ceiling.close()
  await clientele.close()
}

function open(storage: Storage, now: () => number): Promise<Clientele> {
  const clock = { now, sleepUntil: () => Promise.resolve() }
  return createClientele({ storage, timeZone: 'Europe/Paris', scenarios: [patient], clock })
}

/** Waits, then waits again: what is timed is the claim, the step and the new timer. */
const patient: ScenarioDefinition = {
  id: 'patient',
  targeting: { filter: { all: [] } },
  triggers: [{ on: 'event', event: 'Signed Up' }],
  reentry: 'once',
  whileLive: 'ignore',
  personalisation: { needs: [] },
  interruption: { exitWhen: { any: [] } },
  start: 'first',
  nodes: {
    first: { type: 'wait', for: '30d', next: 'second' },
    second: { type: 'wait', for: '30d', next: 'end' },
    end: { type: 'exit', reason: 'done' },
  },
}

/** Timers a second apart. */
function dueAt(place: number): number {
  return START + 30 * DAY + place * 1000
}

async function fillWaiting(path: string, runs: number): Promise<void> {
  const storage = sqlite(path)
  const clientele = await open(storage, () => START)
  for (let from = 0; from < runs; from += 5000) {
    const places = Array.from({ length: Math.min(5000, runs - from) }, (_, index) => from + index)
    await storage.transaction(async (tx) => {
      await tx.contacts.put(
        places.map((place) => ({
          contactId: contactIdOf(place),
          fields: {},
          createdAt: START,
          updatedAt: START,
          lastSeenAt: START,
          version: 1,
        })),
      )
      await tx.runs.put(places.map(waitingRun))
    })
  }
  await clientele.close()
}

function waitingRun(place: number): Run {
  return {
    runId: `r-${String(place).padStart(9, '0')}`,
    scenarioId: 'patient',
    scenarioVersion: 1,
    contactId: contactIdOf(place),
    runKey: '',
    state: 'live',
    node: 'first',
    startedAt: dueAt(place) - 30 * DAY,
    nodeSince: dueAt(place) - 30 * DAY,
    wakeAt: dueAt(place),
    trigger: { plan: 'free' },
    arms: {},
    sent: [],
    step: 1,
    endedAt: undefined,
    endReason: undefined,
  }
}

/** Finds the timers that are due, 500 at a time, as a hand-written worker does. */
function claimerOf(path: string): { readonly claim: (at: number) => void; readonly close: () => void } {
  const db = new Database(path)
  const due = db.prepare(
    `select * from clientele_runs where state = 'live' and wake_at is not null and wake_at <= ?
      order by wake_at, contact_id limit 500`,
  )
  return { claim: (at) => void due.all(at), close: () => void db.close() }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0)
}

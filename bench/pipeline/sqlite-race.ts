import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Clientele,
  createClientele,
  type EventInput,
  type ScenarioDefinition,
  type SegmentDefinition,
} from '@clientele/core'
import { sqlite } from '@clientele/storage-sqlite'
import { fillBase } from './fill-base.ts'
import { recorder } from './recorder.ts'
import { sqliteCeiling } from './sqlite-ceiling.ts'
import { cartScenario, eventStream, eventsOf, inBatches, START, segments } from './workload.ts'

/** What a race of the pipeline against its ceiling is run with. */
export interface RaceOptions {
  readonly contacts: number
  /** Events that count; a tenth as many come before, to warm up. */
  readonly events: number
  /** Events of a call. */
  readonly batch: number
  readonly cacheSize?: number | undefined
  /** @default the twenty of the shop */
  readonly segments?: readonly SegmentDefinition[] | undefined
  readonly scenario?: ScenarioDefinition | undefined
  /** @default the events of the shop */
  readonly stream?: Iterator<EventInput, never> | undefined
}

/** Seconds that both took for the same events, by the clock and of the processor, and what was written. */
export interface RaceResult {
  readonly ours: number
  readonly ceiling: number
  /** The processor's: a busy machine disturbs it less. */
  readonly cpu: { readonly ours: number; readonly ceiling: number }
  readonly rows: { readonly [into: string]: number }
}

/** Events of a turn: ours takes some, the ceiling writes the same rows, and so on in turns. */
const TURN = 5000

/** Runs the pipeline on a SQLite file and, in turns, the ceiling on a copy of it. */
export async function sqliteRace(options: RaceOptions): Promise<RaceResult> {
  const folder = mkdtempSync(join(tmpdir(), 'clientele-bench-'))
  try {
    return await race(folder, options)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function race(folder: string, options: RaceOptions): Promise<RaceResult> {
  const path = join(folder, 'ours.db')
  const noted = recorder(sqlite(path))
  let now = START
  const clientele = await open(noted.storage, options, () => now)
  await fillBase(noted.storage, options.contacts)
  noted.take()
  await clientele.close()
  const copy = join(folder, 'ceiling.db')
  copyFileSync(path, copy)
  const ours = await open(noted.storage, options, () => now)
  const ceiling = sqliteCeiling(copy)
  noted.take()

  const stream = options.stream ?? eventStream({ contacts: options.contacts, every: 10_000 })
  const spent = { ours: 0, ceiling: 0 }
  const cpu = { ours: 0, ceiling: 0 }
  const rows: Record<string, number> = {}
  const turn = async (count: number, isCounted: boolean): Promise<void> => {
    const batches = inBatches(eventsOf(stream, count), options.batch)
    const cpuBefore = process.cpuUsage()
    const began = performance.now()
    for (const batch of batches) {
      now = Math.max(now, batch.at(-1)!.occurredAt!)
      await ours.track(batch.length === 1 ? batch[0]! : batch)
    }
    const between = performance.now()
    const cpuOfOurs = process.cpuUsage(cpuBefore)
    const cpuBetween = process.cpuUsage()
    const taken = noted.take()
    for (const writes of taken) ceiling.write(writes)
    if (!isCounted) return
    spent.ceiling += performance.now() - between
    spent.ours += between - began
    cpu.ours += secondsOf(cpuOfOurs)
    cpu.ceiling += secondsOf(process.cpuUsage(cpuBetween))
    for (const { into, rows: written } of taken.flat()) rows[into] = (rows[into] ?? 0) + written.length
  }
  const size = Math.min(TURN, Math.max(options.batch, Math.ceil(options.events / 10)))
  for (let done = 0; done < options.events / 10; done += size) await turn(size, false)
  for (let done = 0; done < options.events; done += size)
    await turn(Math.min(size, options.events - done), true)
  ceiling.close()
  await ours.close()
  return { ours: spent.ours / 1000, ceiling: spent.ceiling / 1000, cpu, rows }
}

function open(
  storage: Parameters<typeof createClientele>[0]['storage'],
  { cacheSize, scenario, segments: chosen }: RaceOptions,
  now: () => number,
): Promise<Clientele> {
  return createClientele({
    storage,
    timeZone: 'Europe/Paris',
    segments: chosen ?? segments,
    scenarios: [scenario ?? cartScenario],
    cacheSize,
    clock: { now, sleepUntil: () => Promise.resolve() },
  })
}

function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

/** Prints a race as rates and their ratio. */
export function printRace(name: string, events: number, { ours, ceiling, cpu, rows }: RaceResult): void {
  const rate = (seconds: number): string => Math.round(events / seconds).toLocaleString('en')
  console.log(
    `${name}: ours ${rate(ours)} events/s, ceiling ${rate(ceiling)} events/s, ratio ${((100 * ceiling) / ours).toFixed(0)} % (of processor time ${((100 * cpu.ceiling) / cpu.ours).toFixed(0)} %)`,
  )
  const written = Object.entries(rows).map(([into, count]) => `${into} ${(count / events).toFixed(2)}`)
  console.log(`  rows an event: ${written.join(', ')}`)
}

import {
  fitPurchases,
  fitSpend,
  outlookOf,
  type PurchaseFamily,
  type PurchaseFit,
  spendOutlookOf,
} from '@clientele/scoring-ltv'
import { type Columns, hasPeer, peerFit } from './value/peer.ts'
import { cdnowSample, hasSharedBases, onlineRetail } from './value/shared-bases.ts'
import { MADE_WITH, type SimulatedBase, simulatedBase } from './value/simulated-base.ts'

/** CPU of `lifetimes` on the full CDNOW, 23,570 customers, de-duplicated, as published in the specification. */
const PUBLISHED_MS = { 'bg/nbd': 92, 'mbg/nbd': 86, 'pareto/nbd': 997, 'gamma-gamma': 64 } as const
const ROUNDS = 20
const families = Object.keys(MADE_WITH) as readonly (keyof typeof MADE_WITH)[]

/**
 * S12: fit and forecast times of the value models, with the parameters found, on the CDNOW sample, on Online
 * Retail, on a simulated base of the size of the full CDNOW, and on a million customers. Beside each but the last
 * the peer on the same rows in the same run: `lifetimes` stated again in NumPy and SciPy, if they are there.
 */
export async function run(args: readonly string[]): Promise<void> {
  const million = Number(args[0] ?? 1_000_000)
  if (!hasPeer)
    console.log('SKIPPED: the peer, there is no python3 with numpy and scipy; published CPU instead')
  if (hasSharedBases) {
    const cdnow = columnsOf(cdnowSample())
    for (const family of families) report('CDNOW sample, weeks', family, cdnow)
    reportSpend('CDNOW sample, cents', cdnow)
    const retail = columnsOf(onlineRetail())
    for (const family of families) report('Online Retail, days', family, retail)
    reportSpend('Online Retail, pence', retail)
  } else console.log('SKIPPED: CDNOW and Online Retail, ../shared/data is absent')
  for (const family of families) {
    const base = simulatedBase(23_570, family, 1)
    report('23,570 simulated', family, base, PUBLISHED_MS[family])
    if (family === 'mbg/nbd') reportSpend('23,570 simulated', base, PUBLISHED_MS['gamma-gamma'])
  }
  for (const family of families) {
    const base = simulatedBase(million, family, 2, 104)
    report(`${million.toLocaleString('en')} simulated`, family, base)
    if (family === 'mbg/nbd') reportSpend(`${million.toLocaleString('en')} simulated`, base)
  }
}

function columnsOf(
  histories: readonly { readonly x: number; readonly tx: number; readonly T: number; readonly m: number }[],
): Columns {
  return {
    x: histories.map(({ x }) => x),
    tx: histories.map(({ tx }) => tx),
    T: histories.map(({ T }) => T),
    m: histories.map(({ m }) => m),
  }
}

/** The best of some runs: the first ones are spent on compiling. On a shared machine, CPU says more than the clock. */
function timed<Result>(work: () => Result, runs: number): Timed<Result> {
  let ms = Number.POSITIVE_INFINITY
  let cpu = Number.POSITIVE_INFINITY
  let result: Result | undefined
  for (let round = 0; round < runs; round += 1) {
    const started = performance.now()
    const before = process.cpuUsage()
    result = work()
    const { user, system } = process.cpuUsage(before)
    ms = Math.min(ms, performance.now() - started)
    cpu = Math.min(cpu, (user + system) / 1000)
  }
  return { result: result as Result, ms, cpu }
}

interface Timed<Result> {
  readonly result: Result
  readonly ms: number
  readonly cpu: number
}

function report(
  name: string,
  family: PurchaseFamily,
  base: Columns | SimulatedBase,
  publishedMs?: number,
): void {
  const { length } = base.x
  const fit = timed(() => fitPurchases(base, { family }), length > 100_000 ? 1 : ROUNDS)
  print({ name, model: family, ...fit, found: parametersOf(fit.result) }, base, publishedMs)
  if (fit.result.status === 'insufficient_data') return
  const forecast = outlookOf(fit.result.model)
  const some = Math.min(length, 100_000)
  const predict = timed(() => {
    let sum = 0
    for (let row = 0; row < some; row += 1) {
      const outlook = forecast({ x: base.x[row]!, tx: base.tx[row]!, T: base.T[row]! })
      sum += outlook.alive + outlook.expected(52)
    }
    return sum
  }, 1)
  const each = ((predict.ms * 1000) / some).toFixed(1)
  console.log(`    forecast of ${some.toLocaleString('en')}: ${predict.ms.toFixed(0)} ms, ${each} µs each`)
}

function reportSpend(name: string, base: Columns | SimulatedBase, publishedMs?: number): void {
  const fit = timed(() => fitSpend(base), base.x.length > 100_000 ? 1 : ROUNDS)
  if (fit.result.status === 'insufficient_data') return
  const { p, q, v } = fit.result.parameters
  const mean = spendOutlookOf(fit.result.parameters)().amount
  const found = `${fit.result.status} ${written([p, q, v])}, spend ${mean.toFixed(2)}`
  print({ name, model: 'gamma-gamma', ...fit, found }, base, publishedMs)
}

function parametersOf(fit: PurchaseFit): string {
  if (fit.status === 'insufficient_data') return fit.reason
  const found = written(Object.values(fit.model.parameters).map(Number))
  return `${fit.status} ${found}, LL ${fit.logLikelihood.toFixed(3)}, ${fit.rows.toLocaleString('en')} rows`
}

function written(values: readonly number[]): string {
  return values.map((value) => value.toPrecision(6)).join(' ')
}

function print(
  ours: Omit<Timed<unknown>, 'result'> & {
    readonly name: string
    readonly model: string
    readonly found: string
  },
  base: Columns,
  publishedMs: number | undefined,
): void {
  const { name, model, ms, cpu, found } = ours
  console.log(
    `${name.padEnd(24)} ${model.padEnd(12)} ${ms.toFixed(1).padStart(8)} ms, CPU ${cpu.toFixed(1)} ms  ${found}`,
  )
  // Nelder and Mead with ₂F₁ takes seconds, so that two rounds are enough.
  const rounds = model === 'pareto/nbd' ? 2 : ROUNDS
  const peer = base.x.length > 100_000 ? undefined : peerFit(model, base, rounds)
  if (peer !== undefined) {
    console.log(
      `    peer on the same rows: ${peer.ms.toFixed(1)} ms, CPU ${peer.cpu.toFixed(1)} ms, ${(peer.cpu / cpu).toFixed(1)} × ours; ${written(peer.parameters)}`,
    )
  }
  if (publishedMs !== undefined) {
    const ratio = (publishedMs / cpu).toFixed(1)
    console.log(`    lifetimes on the full CDNOW as published: ${publishedMs} ms CPU, ${ratio} × ours`)
  }
}

import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  bayesianDisplay,
  cuped,
  type MetricEstimate,
  meanEstimate,
  sampleRatio,
  sequenceAround,
  shareEstimate,
  studentComparison,
  welchDegrees,
} from './index.ts'

const file = new URL('../../../../../shared/data/value/expected.json', import.meta.url)
const hasData = existsSync(file)
if (!hasData) console.warn(`SKIPPED: figures of experiment statistics, because ${file.pathname} is absent.`)

interface Figures {
  readonly ab: {
    readonly gbstats: { readonly cases: readonly { readonly id: string; readonly expected: never }[] }
    readonly srm: {
      readonly cases: readonly {
        readonly users: readonly number[]
        readonly weights: readonly number[]
        readonly p: number
      }[]
      readonly dof_bug: { readonly correct_p: number }
    }
  }
}

/** The peer's relative lift by the delta method, rebuilt to compare the tests on top of it. */
function delta(control: MetricEstimate, treatment: MetricEstimate) {
  const left = control.variance / control.n
  const right = treatment.variance / treatment.n
  const lift = treatment.mean / control.mean - 1
  const se = Math.sqrt((left * treatment.mean ** 2) / control.mean ** 4 + right / control.mean ** 2)
  return { lift, se, degrees: welchDegrees(left, right, control.n, treatment.n), n: control.n + treatment.n }
}
const a = (n: number) => ({ n, sum: 1396.87, sumSquares: 52377.9767 })
const b = { n: 3461, sum: 2422.7, sumSquares: 134698.29 }

describe.skipIf(!hasData)('the figures of a peer', () => {
  const { gbstats, srm } = hasData
    ? (JSON.parse(readFileSync(file, 'utf8')) as Figures).ab
    : { gbstats: { cases: [] }, srm: { cases: [], dof_bug: { correct_p: 0 } } }
  const known = (id: string) =>
    gbstats.cases.find((one) => one.id === id)?.expected as unknown as {
      readonly lift: number
      readonly ci: readonly [number, number]
      readonly se: number
      readonly sd: number
      readonly p: number
      readonly ctw: number
      readonly risk: readonly [number, number]
      readonly lower: number
      readonly upper: number
    }
  const close = (value: number, figure: number) => expect(value).toBeCloseTo(figure, 5 - 1e-9)

  it.each([
    ['ttest.rel', meanEstimate(a(3407)), meanEstimate(b)],
    ['ttest.binom', shareEstimate(28, 14), shareEstimate(30, 16)],
  ] as const)('Welch: %s', (id, control, treatment) => {
    const { lift, se, degrees } = delta(control, treatment)
    const { interval, p } = studentComparison(lift, se, degrees, 0.05)
    close(lift, known(id).lift)
    close(se, known(id).se)
    interval.forEach((end, index) => {
      close(end, known(id).ci[index]!)
    })
    close(p, known(id).p)
  })

  it('one-sided bounds of Welch', () => {
    const { lift, se, degrees } = delta(meanEstimate(a(3000)), meanEstimate(b))
    const { interval, p } = studentComparison(lift, se, degrees, 0.1)
    expect(interval[0]).toBeCloseTo(known('onesided.gt').lower, 9)
    expect(interval[1]).toBeCloseTo(known('onesided.lt').upper, 9)
    expect(p / 2).toBeCloseTo(known('onesided.gt').p, 9)
  })

  it('the confidence sequence', () => {
    const { lift, se, n } = delta(meanEstimate(a(3000)), meanEstimate(b))
    const { interval, p } = sequenceAround(lift, se, n, { tuning: 1000 })
    interval.forEach((end, index) => {
      close(end, known('seq.mean').ci[index]!)
    })
    expect(p).toBe(known('seq.mean').p)
  })

  it('CUPED: the lift and its error', () => {
    const before = (n: number, sum: number, sumSquares: number) => ({ n, sum, sumSquares })
    const { control, treatment } = cuped(
      { after: a(3000), before: before(3000, 16.87, 527.9767), products: 1 },
      { after: b, before: before(3461, 22.7, 1348.29), products: 1 },
    )
    // The peer divides by the uncorrected control.
    const lift = (treatment.mean - control.mean) / (a(3000).sum / 3000)
    expect(lift).toBeCloseTo(known('seq.cuped').lift, 4)
    expect(delta(control, treatment).se).toBeCloseTo(known('seq.cuped').se, 4)
  })

  it('the Bayesian display', () => {
    const { lift, se } = delta(shareEstimate(100, 49), shareEstimate(100, 51))
    const display = bayesianDisplay(lift, se)
    const figure = known('bayes.binom')
    close(display.mean, figure.lift)
    close(display.standardDeviation, figure.sd)
    close(display.chanceToWin, figure.ctw)
    close(display.interval[0], figure.ci[0])
    close(display.interval[1], figure.ci[1])
    close(display.risk.control, figure.risk[0])
    close(display.risk.treatment, figure.risk[1])
    expect(bayesianDisplay(0.1, 0.05).risk.treatment).toBeCloseTo(0.0004245351308414, 12)
    expect(bayesianDisplay(0.01, 4.5e-9).risk.treatment).toBe(0)
  })

  it('the sample ratio, with degrees of freedom of the arms that can get anybody', () => {
    for (const { users, weights, p } of srm.cases) expect(sampleRatio(users, weights).p).toBeCloseTo(p, 10)
    expect(sampleRatio([520, 480, 0], [0.5, 0.5, 0]).p).toBeCloseTo(srm.dof_bug.correct_p, 12)
  })
})

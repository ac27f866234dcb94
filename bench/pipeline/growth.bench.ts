import { readArguments } from './arguments.ts'
import { sqliteRace } from './sqlite-race.ts'

/**
 * S4: the cost of one event as the base grows, persons drawn evenly over the whole base, and the slope of the cost on
 * log-log. `--most` leaves the larger bases out, `--events` is how many are timed on each.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { number } = readArguments(args)
  const sizes = [10_000, 100_000, 1_000_000].filter((size) => size <= number('most', 1_000_000))
  const events = number('events', 30_000)
  const cacheSize = number('cache', 10_000)
  const ours: Point[] = []
  const ceiling: Point[] = []
  for (const contacts of sizes) {
    const spent = await sqliteRace({ contacts, events, batch: 500, cacheSize })
    const micros = (seconds: number): number => (seconds * 1e6) / events
    ours.push([contacts, micros(spent.ours)])
    ceiling.push([contacts, micros(spent.ceiling)])
    console.log(
      `S4 ${contacts.toLocaleString('en')} contacts: ${micros(spent.ours).toFixed(0)} µs an event, ceiling ${micros(spent.ceiling).toFixed(0)} µs, ratio ${((100 * spent.ceiling) / spent.ours).toFixed(0)} %`,
    )
  }
  console.log(
    `S4 slope on log-log: ours ${slopeOf(ours).toFixed(2)}, ceiling ${slopeOf(ceiling).toFixed(2)}; bar 0.1`,
  )
}

type Point = readonly [contacts: number, micros: number]

/** The slope of the least-squares line through the logarithms. */
function slopeOf(points: readonly Point[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const)
  const mean = (place: 0 | 1): number => logs.reduce((sum, one) => sum + one[place], 0) / logs.length
  const [x0, y0] = [mean(0), mean(1)]
  const over = logs.reduce((sum, [x, y]) => sum + (x - x0) * (y - y0), 0)
  return over / logs.reduce((sum, [x]) => sum + (x - x0) ** 2, 0)
}

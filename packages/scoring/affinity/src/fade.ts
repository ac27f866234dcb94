const DAY_MS = 86_400_000

/** What is left of a point on a date: half of it after each half-life. */
export function fade(happenedAt: number, at: number, halfLifeDays: number): number {
  return 2 ** ((happenedAt - at) / (halfLifeDays * DAY_MS))
}

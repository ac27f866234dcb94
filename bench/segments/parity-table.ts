import type { KindCount } from '@clientele/testing'

const HEAD = ['kind of part', 'parts', 'true of', 'false of', 'no value']

/** From so many triples on, a kind that was only ever true, or false, says that the generator never tries it. */
const ENOUGH = 10_000

/** How often each kind of part came out either way, in contacts, and a warning for each that came out one way only. */
export function parityTable(counts: readonly KindCount[], triples: number): string {
  const rows = counts.map(({ kind, parts, holds, fails, missing }) => [
    kind,
    ...[parts, holds, fails, missing ?? '-'].map(String),
  ])
  const widths = HEAD.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] as string).length)),
  )
  const lines = [HEAD, ...rows].map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  )
  const warnings = counts
    .filter(({ holds, fails }) => holds === 0 || fails === 0)
    .map(
      ({ kind, parts, holds }) =>
        `WARNING: \`${kind}\` was never ${holds === 0 ? 'true' : 'false'} in ${parts} parts`,
    )
  const sum = `${counts.length} kinds of part, ${counts.length - warnings.length} of them true of some and false of others`
  return [...lines, ...(triples < ENOUGH ? [] : warnings), sum].join('\n')
}

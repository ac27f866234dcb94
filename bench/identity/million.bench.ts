import { resolve } from '@clientele/core/identity'
import { frenchBase } from '@clientele/testing/french'
import { frenchColumns as columns } from '../../packages/core/test/identity/labelled-files.ts'
import { truthScore } from '../../packages/core/test/identity/truth-score.ts'

/**
 * S10: a million rows of the French base (first argument: another number), on one thread. The rows are read as they
 * are made, as from a file; the time of making them is taken off.
 */
export async function run([rows = '1000000']: readonly string[]): Promise<void> {
  const truth: string[] = []
  const ids: string[] = []
  let making = 0
  function* records(): Generator<{ readonly [column: string]: unknown }> {
    let since = performance.now()
    for (const record of frenchBase({ rows: Number(rows), seed: 'million' })) {
      const cells = asFromFile(record as unknown as { readonly [column: string]: unknown })
      truth.push(record.truth.entity)
      ids.push(record.rec_id)
      making += performance.now() - since
      yield cells
      since = performance.now()
    }
  }

  let most = 0
  let phase = ''
  let since = performance.now()
  const start = since
  const cpu = process.cpuUsage()
  const { contacts, households, contactOf, report } = await resolve(records(), {
    columns,
    onProgress: (progress) => {
      most = Math.max(most, process.memoryUsage.rss())
      if (progress.phase === phase) return
      if (phase !== '') console.log(`  ${phase.padEnd(8)} ${seconds(performance.now() - since)} s`)
      phase = progress.phase
      since = performance.now()
    },
  })
  console.log(`  ${phase.padEnd(8)} ${seconds(performance.now() - since)} s`)
  most = Math.max(most, process.memoryUsage.rss())
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `${rows} rows resolved in ${seconds(performance.now() - start - making)} s (made in ${seconds(making)} s; processor ${seconds((user + system) / 1000)} s with both), ${megabytes(most)} MB at most`,
  )
  console.log(`${contacts.length} contacts, ${households.length} households, ${report.pairs} pairs`)
  const score = truthScore(
    ids.map((id) => contactOf(id)!),
    truth,
  )
  console.log(
    `F1 ${score.f1.toFixed(4)}, precision ${score.precision.toFixed(4)}, recall ${score.recall.toFixed(4)}, B³ ${score.bCubed.toFixed(4)}`,
  )
}

/** The texts as a reader of files makes them, of bytes; what the generator hands out is pieces still to be joined. */
function asFromFile(record: { readonly [column: string]: unknown }): { readonly [column: string]: unknown } {
  const cells: { [column: string]: unknown } = {}
  for (const column of Object.keys(columns)) cells[column] = Buffer.from(String(record[column])).toString()
  return cells
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1)
}

function megabytes(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0)
}

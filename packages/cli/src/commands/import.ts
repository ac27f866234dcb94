import { writeFile } from 'node:fs/promises'
import { type Clientele, ClienteleError, type ImportResult, type RejectedInput } from '@clientele/core'
import { type Command, isSet, textOf } from '../command.ts'
import { csvLine } from '../output/csv-line.ts'
import { progressBar } from '../output/progress-bar.ts'
import { formatCount, table } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { withClientele } from '../with-clientele.ts'

const SHOWN = 20

/** `clientele import`: reads the configured connectors from where they were left. */
export const importCommand: Command = {
  name: 'import',
  summary: 'read the connectors from where they were left, and list every rejected row',
  arguments: {
    connector: {
      type: 'positional',
      description: 'key of one connector; all of them when left out',
      required: false,
    },
    'from-start': { type: 'boolean', description: 'forget how far the connector was read' },
    rejects: { type: 'string', description: 'write the rejected rows to a CSV file', valueHint: 'file' },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const results: Record<string, ImportResult> = {}
      for (const key of connectorsOf(clientele, textOf(values, 'connector')))
        results[key] = await pull(clientele, key, isSet(values, 'from-start'), shell)
      const rejects = Object.values(results).flatMap((result) => result.rejects)
      const target = textOf(values, 'rejects')
      if (target !== undefined) await writeFile(target, rejectedRows(rejects))
      report(results, rejects, target, shell)
      shell.answer({ ...results } as never)
    }),
}

function connectorsOf(clientele: Clientele, asked: string | undefined): readonly string[] {
  const known = clientele.connectors.list()
  if (known.length === 0)
    throw new ClienteleError(
      'INVALID_OPTIONS',
      'Expected a connector among the plugins of the configuration, found none; add files({ … }).',
    )
  if (asked === undefined) return known
  if (known.includes(asked)) return [asked]
  throw new ClienteleError(
    'NOT_FOUND',
    `Expected one of the connectors ${known.join(', ')}, got \`${asked}\`.`,
  )
}

async function pull(
  clientele: Clientele,
  key: string,
  fromStart: boolean,
  shell: Shell,
): Promise<ImportResult> {
  const bar = progressBar(shell)
  try {
    return await clientele.connectors.pull(key, {
      fromStart,
      signal: shell.signal,
      onProgress: ({ label, done, total }, sofar) => bar.update(label, done, total, noteOf(sofar)),
    })
  } finally {
    bar.stop()
  }
}

function noteOf({ accepted, rejectedRows, deadLettered }: ImportResult): string {
  const lost = rejectedRows + deadLettered
  return `${formatCount(accepted)} taken${lost === 0 ? '' : `, ${formatCount(lost)} rejected`}`
}

function report(
  results: { readonly [key: string]: ImportResult },
  rejects: readonly RejectedInput[],
  target: string | undefined,
  shell: Shell,
): void {
  const rows = Object.entries(results).map(([key, one]) => [
    key,
    one.accepted,
    one.duplicates,
    one.rejectedRows,
    one.deadLettered,
    one.faulty,
  ])
  shell.say(table(['connector', 'taken', 'known already', 'rejected', 'dead letter', 'faulty'], rows))
  if (rejects.length === 0) return
  shell.say(`\nrejected rows${rejects.length > SHOWN ? `, the first ${SHOWN}` : ''}:`)
  for (const { where, reason } of rejects.slice(0, SHOWN)) shell.say(`  ${where}  ${reason}`)
  if (rejects.length > SHOWN && target === undefined) shell.say('  … --rejects rejects.csv writes them all')
}

function rejectedRows(rejects: readonly RejectedInput[]): string {
  const lines = rejects.map(({ where, code, reason }) => csvLine([where, code, reason]))
  return csvLine(['where', 'code', 'reason']) + lines.join('')
}

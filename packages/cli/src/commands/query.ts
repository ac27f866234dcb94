import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ClienteleError, type Exploration, type ExplorationCell, explorationCsv } from '@clientele/core'
import { type Command, textOf } from '../command.ts'
import { table } from '../output/table.ts'
import { withClientele } from '../with-clientele.ts'

/** `clientele query`: answers a question about the whole base, as a table or as CSV. */
export const queryCommand: Command = {
  name: 'query',
  summary: 'measure the base by dimensions: a question as JSON, or a file that holds one',
  arguments: {
    question: {
      type: 'positional',
      description: 'a file, or JSON such as {"measures":{"people":{"of":"count"}}}',
      required: true,
    },
    out: { type: 'string', description: 'write the answer as CSV', valueHint: 'file' },
  },
  run: async (values, shell) => {
    const question = await readQuestion(textOf(values, 'question') ?? '', shell.folder)
    const answer = await withClientele(shell, (clientele) =>
      clientele.query(question, { signal: shell.signal }),
    )
    const names = [...answer.dimensions, ...answer.measures]
    const out = textOf(values, 'out')
    if (out !== undefined) {
      await writeFile(resolve(shell.folder, out), explorationCsv(answer))
      shell.say(`wrote ${answer.groups.length} of ${answer.total} groups to ${out}`)
    } else {
      const rows = answer.groups.map((group) => names.map((name) => shown(group[name] ?? null)))
      shell.say(table(names, rows))
      if (answer.total > rows.length) shell.say(`\n${rows.length} of ${answer.total} groups; raise \`limit\``)
    }
    shell.answer({ ...answer } as never)
  },
}

function shown(cell: ExplorationCell): string | number {
  return typeof cell === 'number' ? cell : String(cell ?? '–')
}

async function readQuestion(text: string, folder: string): Promise<Exploration> {
  try {
    const json = text.trimStart().startsWith('{') ? text : await readFile(resolve(folder, text), 'utf8')
    return JSON.parse(json) as Exploration
  } catch (cause) {
    throw new ClienteleError(
      'INVALID_INPUT',
      'Expected a question as JSON, or a file that holds one; see docs/exploration.md.',
      { cause },
    )
  }
}

import { createWriteStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import {
  ClienteleError,
  type Exploration,
  type ExplorationCell,
  type ExplorationGroup,
  explorationCsv,
  explorationCsvLines,
} from '@clientele/core'
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
    const out = textOf(values, 'out')
    // In an order or to a limit, the groups of the answer are written; else all there are, as they come.
    if (out !== undefined && question.orderBy === undefined && question.limit === undefined) {
      const written = await withClientele(shell, (clientele) =>
        writeGroups(
          resolve(shell.folder, out),
          question,
          clientele.queryGroups(question, { signal: shell.signal }),
        ),
      )
      shell.say(`wrote ${written} groups to ${out}`)
      shell.answer({ out, groups: written })
      return
    }
    const answer = await withClientele(shell, (clientele) =>
      clientele.query(question, { signal: shell.signal }),
    )
    const names = [...answer.dimensions, ...answer.measures]
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

/** Writes groups as they come; answers how many there were. */
async function writeGroups(
  file: string,
  question: Exploration,
  groups: AsyncIterable<ExplorationGroup>,
): Promise<number> {
  let written = -1
  const lines = async function* (): AsyncGenerator<string> {
    for await (const line of explorationCsvLines(question, groups)) {
      written++
      yield line
    }
  }
  await pipeline(lines, createWriteStream(file))
  return written
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

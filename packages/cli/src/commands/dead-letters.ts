import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Clientele, ClienteleError, type DeadLetter } from '@clientele/core'
import { type Command, textOf } from '../command.ts'
import { formatCount, table } from '../output/table.ts'
import type { Shell } from '../shell.ts'
import { withClientele } from '../with-clientele.ts'

const SHOWN = 20
const PAGE = 500

/** `clientele dead-letters`: inputs that were refused, to be looked at, mended and put in again. */
export const deadLettersCommand: Command = {
  name: 'dead-letters',
  summary: 'list the inputs that were refused, show one, put one in again mended, or remove it',
  arguments: {
    show: { type: 'string', description: 'print one as it came, personal data and all', valueHint: 'id' },
    replay: { type: 'string', description: 'put one in again', valueHint: 'id' },
    with: { type: 'string', description: 'mended input for --replay, as JSON', valueHint: 'file' },
    remove: { type: 'string', description: 'give one up', valueHint: 'id' },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const [show, replay, remove] = ['show', 'replay', 'remove'].map((name) => textOf(values, name))
      if (show !== undefined) {
        const { input } = await find(clientele, show)
        shell.say(JSON.stringify(input, undefined, 2))
        shell.answer(input)
      } else if (replay !== undefined) {
        await find(clientele, replay)
        const path = textOf(values, 'with')
        const mended = path === undefined ? undefined : await mendedInput(resolve(shell.folder, path))
        const { accepted, duplicates, rejected } = await clientele.deadLetters.replay(replay, mended)
        const refused = rejected[0]
        if (refused !== undefined)
          throw new ClienteleError('INVALID_INPUT', `Refused again: ${refused.reason}.`)
        shell.say(accepted > 0 ? 'taken; it left the dead letter' : 'known already; it left the dead letter')
        shell.answer({ accepted, duplicates })
      } else if (remove !== undefined) {
        await find(clientele, remove)
        await clientele.deadLetters.remove([remove])
        shell.say('removed')
        shell.answer({ removed: remove })
      } else await list(clientele, shell)
    }),
}

async function list(clientele: Clientele, shell: Shell): Promise<void> {
  const all = await clientele.deadLetters.count()
  const first = await clientele.deadLetters.list({ limit: SHOWN })
  shell.say(
    `${all === 1 ? '1 input' : `${formatCount(all)} inputs`} in the dead letter${all > SHOWN ? `, the first ${SHOWN}` : ''}`,
  )
  if (first.length > 0) {
    const header = ['id', 'kind', 'source', 'code', 'reason']
    shell.say(
      `\n${table(
        header,
        first.map(({ id, kind, source, code, reason }) => [id, kind, source, code, reason]),
      )}`,
    )
    shell.say('\nnext: clientele dead-letters --show <id>, --replay <id> [--with mended.json], --remove <id>')
  }
  shell.answer({
    count: all,
    first: first.map(({ id, kind, source, code, reason }) => ({ id, kind, source, code, reason })),
  })
}

async function find(clientele: Clientele, id: string): Promise<DeadLetter> {
  let after: string | undefined
  for (;;) {
    const page = await clientele.deadLetters.list({ limit: PAGE, after })
    const found = page.find((one) => one.id === id)
    if (found !== undefined) return found
    after = page.at(-1)?.id
    if (page.length < PAGE)
      throw new ClienteleError('NOT_FOUND', 'Expected the id of a dead letter, got another one.')
  }
}

async function mendedInput(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new ClienteleError('INVALID_INPUT', `Expected ${path} to hold the mended input as JSON.`, { cause })
  }
}

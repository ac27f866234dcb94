import { ClienteleError } from '@clientele/core'
import { type Command, textOf } from '../../command.ts'
import { withClientele } from '../../with-clientele.ts'
import { type Action, actions } from './actions.ts'

const names = Object.keys(actions)

/** `clientele identity`: finds the people of the base by more than their identifiers. */
export const identityCommand: Command = {
  name: 'identity',
  summary: `match the people of the base: ${names.join(', ')}`,
  arguments: {
    action: { type: 'positional', description: names.join(', '), required: true },
    version: { type: 'string', description: 'of the model; the latest when left out', valueHint: 'number' },
    record: { type: 'string', description: 'explain, accept, refuse: the first record', valueHint: 'id' },
    other: { type: 'string', description: 'explain, accept, refuse: the second record', valueHint: 'id' },
    reason: { type: 'string', description: 'accept, refuse: why', valueHint: 'text' },
    by: { type: 'string', description: 'accept, refuse: who decides', valueHint: 'name' },
    after: { type: 'string', description: 'review: go on after this record', valueHint: 'id' },
    limit: { type: 'string', description: 'review: how many pairs; 20 when left out', valueHint: 'number' },
    out: { type: 'string', description: 'explain: write the picture, as SVG', valueHint: 'file' },
  },
  run: (values, shell) =>
    withClientele(shell, (clientele) => actionOf(textOf(values, 'action'))({ clientele, values, shell })),
}

function actionOf(name: string | undefined): Action {
  const action = name !== undefined && Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action !== undefined) return action
  throw new ClienteleError('INVALID_INPUT', `Expected one of ${names.join(', ')}, got \`${name ?? ''}\`.`)
}

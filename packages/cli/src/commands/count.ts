import { ClienteleError } from '@clientele/core'
import { type Command, textOf } from '../command.ts'
import { formatCount, table } from '../output/table.ts'
import { withClientele } from '../with-clientele.ts'
import { segmentOrCondition } from './segment-or-condition.ts'

/** `clientele count`: members of segments, contacts of a condition, the waterfall of a message. */
export const countCommand: Command = {
  name: 'count',
  summary: 'count the members of a segment, or the contacts for whom a condition holds',
  arguments: {
    what: {
      type: 'positional',
      description: 'a segment, or a condition as JSON; every segment when left out',
      required: false,
    },
    for: {
      type: 'string',
      description: 'show who could be sent to, step by step',
      valueHint: 'channel/purpose',
    },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const what = textOf(values, 'what')
      if (what === undefined) {
        const contacts = await clientele.contacts.count()
        const rows: [string, string, number][] = []
        for (const { definition } of await clientele.segments.list())
          rows.push([definition.id, definition.name ?? '', await clientele.segments.count(definition.id)])
        shell.say(`${formatCount(contacts)} contacts\n`)
        if (rows.length > 0) shell.say(table(['segment', 'name', 'members'], rows))
        shell.answer({ contacts, segments: Object.fromEntries(rows.map(([id, , members]) => [id, members])) })
        return
      }
      const condition = segmentOrCondition(what)
      const target = textOf(values, 'for')
      if (target === undefined) {
        const contacts = await clientele.segments.count(condition, { signal: shell.signal })
        shell.say(formatCount(contacts))
        shell.answer({ contacts })
        return
      }
      const [channel, purpose] = target.split('/')
      if (channel === undefined || purpose === undefined || purpose === '')
        throw new ClienteleError(
          'INVALID_INPUT',
          'Expected --for to be channel/purpose, such as email/newsletter.',
        )
      const counted = await clientele.segments.preCount(
        condition,
        { channel, purpose },
        { signal: shell.signal },
      )
      shell.say(
        table(
          ['step', 'contacts'],
          counted.steps.map(({ step, contacts }) => [step, contacts]),
        ),
      )
      const reasons = Object.entries(counted.reasons).sort((a, b) => b[1] - a[1])
      if (reasons.length > 0) shell.say(`\n${table(['left out because', 'contacts'], reasons)}`)
      shell.answer({ ...counted } as never)
    }),
}

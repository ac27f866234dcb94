import { describeExplanation } from '@clientele/core'
import { type Command, instantOf, textOf } from '../command.ts'
import { withClientele } from '../with-clientele.ts'
import { segmentOrCondition } from './segment-or-condition.ts'

/** `clientele explain`: why a contact is in a segment, part by part, with the values found. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'say why a contact is in a segment, or is not: each part of it, with the value found',
  arguments: {
    what: { type: 'positional', description: 'a segment, or a condition as JSON', required: true },
    contact: { type: 'positional', description: 'the id of a contact', required: true },
    at: { type: 'string', description: 'as of this day; now when left out', valueHint: 'date' },
    language: { type: 'string', description: 'fr or en', valueHint: 'language' },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const what = segmentOrCondition(textOf(values, 'what') ?? '')
      const why = await clientele.segments.explain(what, textOf(values, 'contact') ?? '', {
        at: instantOf(values, 'at'),
      })
      shell.say(describeExplanation(why, { language: textOf(values, 'language') === 'fr' ? 'fr' : 'en' }))
      shell.answer({ ...why } as never)
    }),
}

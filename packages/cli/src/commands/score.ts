import { type Command, instantOf, textOf } from '../command.ts'
import { progressBar } from '../output/progress-bar.ts'
import { table } from '../output/table.ts'
import { withClientele } from '../with-clientele.ts'

/** `clientele score`: runs the scorers over the base and stores what they find. */
export const scoreCommand: Command = {
  name: 'score',
  summary: 'run a scorer, or all of them, over the base',
  arguments: {
    scorer: {
      type: 'positional',
      description: 'id of one scorer; all of them when left out',
      required: false,
    },
    at: { type: 'string', description: 'reference date; now when left out', valueHint: 'date' },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const bar = progressBar(shell)
      const result = await clientele.scores
        .run(textOf(values, 'scorer'), {
          at: instantOf(values, 'at'),
          signal: shell.signal,
          onProgress: ({ scorerId, done }) => bar.update(scorerId, done, undefined, `${done} contacts`),
        })
        .finally(bar.stop)
      shell.say(
        table(
          ['scorer', 'contacts scored'],
          Object.entries(result).map(([id, { scored }]) => [id, scored]),
        ),
      )
      shell.answer({ ...result })
    }),
}

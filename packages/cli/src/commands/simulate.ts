import { ClienteleError } from '@clientele/core'
import { type Command, instantOf, textOf } from '../command.ts'
import { progressBar } from '../output/progress-bar.ts'
import { formatCount, table } from '../output/table.ts'
import { withClientele } from '../with-clientele.ts'

const MONTH = 30 * 86_400_000

/** `clientele simulate`: what a scenario would have done over the stored past. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: 'run a scenario over the stored past: who would have got what, and who not, and why',
  arguments: {
    scenario: { type: 'positional', description: 'id of the scenario', required: true },
    from: { type: 'string', description: 'begin; 30 days before the end when left out', valueHint: 'date' },
    to: { type: 'string', description: 'end; now when left out', valueHint: 'date' },
  },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      const scenario = textOf(values, 'scenario')
      if (scenario === undefined) throw new ClienteleError('INVALID_INPUT', 'Expected the id of a scenario.')
      const to = instantOf(values, 'to') ?? Date.now()
      const from = instantOf(values, 'from') ?? to - MONTH
      const bar = progressBar(shell)
      const simulation = await clientele.scenarios
        .simulate(scenario, {
          from,
          to,
          signal: shell.signal,
          onProgress: ({ done, total }) => bar.update(scenario, done, total, `${formatCount(done)} contacts`),
        })
        .finally(bar.stop)
      shell.say(
        `${formatCount(simulation.started)} runs started, ${formatCount(simulation.stillLive)} still live at the end`,
      )
      const sections = { 'run ended because': simulation.ended, 'message outcome': simulation.outcomes }
      for (const [title, counts] of Object.entries(sections)) {
        const rows = Object.entries(counts).sort((a, b) => b[1] - a[1])
        if (rows.length > 0) shell.say(`\n${table([title, 'count'], rows)}`)
      }
      shell.answer({ ...simulation } as never)
    }),
}

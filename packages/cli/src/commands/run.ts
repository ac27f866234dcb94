import { once } from 'node:events'
import { type Command, isSet } from '../command.ts'
import { formatCount } from '../output/table.ts'
import { withClientele } from '../with-clientele.ts'

/** `clientele run`: does what is due, once or until it is stopped. */
export const runEngineCommand: Command = {
  name: 'run',
  summary: 'work: timers, memberships and the outbox, until Ctrl-C',
  arguments: { once: { type: 'boolean', description: 'do what is due now and end: for cron' } },
  run: (values, shell) =>
    withClientele(shell, async (clientele) => {
      if (isSet(values, 'once')) {
        const { contacts, messages } = await clientele.engine.tick({ signal: shell.signal })
        const { sent, failed, withheld, deferred, inDoubt } = messages
        shell.say(
          `${formatCount(contacts)} contacts looked at; messages: ${sent} sent, ${failed} failed, ${withheld} withheld, ${deferred} deferred, ${inDoubt} in doubt`,
        )
        shell.answer({ contacts, messages: { ...messages } })
        return
      }
      clientele.on('message.settled', ({ channel, state, scenarioId }) =>
        shell.say(`${channel} ${state} (${scenarioId})`),
      )
      clientele.on('plugin.failed', ({ pluginId, code }) => shell.warn(`plugin ${pluginId} failed: ${code}`))
      clientele.engine.start()
      shell.say('working; Ctrl-C ends it after the piece at hand')
      if (!shell.signal.aborted) await once(shell.signal, 'abort')
      await clientele.engine.stop()
    }),
}

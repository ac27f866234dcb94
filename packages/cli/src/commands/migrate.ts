import { ClienteleError } from '@clientele/core'
import { type Command, isSet, textOf } from '../command.ts'
import { loadConfig } from '../config/load-config.ts'

/** `clientele migrate`: brings the schema up to date, back, or prints what would be done. */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the schema of the storage up to date, or print what would be done',
  arguments: {
    print: { type: 'boolean', description: 'print the SQL and change nothing' },
    down: {
      type: 'string',
      description: 'go back to a version; 0 removes every table of Clientele',
      valueHint: 'version',
    },
  },
  run: async (values, shell) => {
    const { storage } = await loadConfig(shell.folder, shell.config)
    const down = versionOf(textOf(values, 'down'))
    try {
      const plan = await storage.migrations.plan()
      if (isSet(values, 'print')) {
        for (const step of plan.steps) {
          shell.say(`-- ${step.version}: ${step.name}`)
          for (const statement of down === undefined ? step.up : step.down) shell.say(`${statement};`)
        }
        if (plan.steps.length === 0) shell.say(`-- nothing to do: the schema is at version ${plan.current}`)
        shell.answer({ ...plan } as never)
        return
      }
      const after = down === undefined ? await storage.migrations.up() : await storage.migrations.down(down)
      shell.say(
        plan.current === after.current
          ? `nothing to do: the schema is at version ${after.current}`
          : `the schema went from version ${plan.current} to ${after.current}`,
      )
      shell.answer({ from: plan.current, to: after.current })
    } finally {
      await storage.close()
    }
  },
}

function versionOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const version = Number(text)
  if (!Number.isInteger(version) || version < 0)
    throw new ClienteleError('INVALID_INPUT', 'Expected --down to be a version: a whole number from 0 up.')
  return version
}

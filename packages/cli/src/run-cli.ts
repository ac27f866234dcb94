import { isClienteleError } from '@clientele/core'
import { type ArgsDef, defineCommand, runCommand, showUsage } from 'citty'
import type { Command } from './command.ts'
import { commands } from './commands/commands.ts'
import { INTERRUPTED, interruptSignal } from './interrupt.ts'
import { errorText } from './output/error-text.ts'
import { processShell } from './shell.ts'

const common: ArgsDef = {
  config: { type: 'string', description: 'configuration file', valueHint: 'file' },
  json: { type: 'boolean', description: 'answer as JSON, and nothing else on standard output' },
  debug: { type: 'boolean', description: 'show the stack of an error' },
}

/** Runs `clientele` with its arguments; answers the exit status. */
export async function runCli(args: readonly string[]): Promise<number> {
  const rawArgs = [...args]
  const name = rawArgs.find((one) => !one.startsWith('-'))
  const main = defineCommand({
    meta: {
      name: 'clientele',
      version: VERSION,
      description: 'Your customer base as a library: the command line.',
    },
    subCommands: Object.fromEntries(commands.map((command) => [command.name, described(command)])),
  })
  if (rawArgs.includes('--version')) {
    process.stdout.write(`${VERSION}\n`)
    return 0
  }
  const command = commands.find((one) => one.name === name)
  if (command === undefined || rawArgs.includes('--help') || rawArgs.includes('-h')) {
    await (command === undefined ? showUsage(main) : showUsage(described(command), main))
    if (command === undefined && name !== undefined)
      process.stderr.write(`\nThere is no command \`${name}\`.\n`)
    return command === undefined && name !== undefined ? 2 : 0
  }
  return run(command, rawArgs)
}

const VERSION = '0.1.0'

async function run(command: Command, rawArgs: readonly string[]): Promise<number> {
  const debug = rawArgs.includes('--debug')
  const { signal, release } = interruptSignal(() =>
    process.stderr.write('\nstopping after the piece at hand …\n'),
  )
  try {
    const citty = defineCommand({
      ...described(command),
      run: ({ args }) => {
        const config = typeof args.config === 'string' ? args.config : undefined
        return command.run(args, processShell({ config, json: args.json === true, signal }))
      },
    })
    await runCommand(citty, { rawArgs: rawArgs.slice(rawArgs.indexOf(command.name) + 1) })
    return signal.aborted ? INTERRUPTED : Number(process.exitCode ?? 0)
  } catch (error) {
    if (isClienteleError(error, 'ABORTED')) {
      process.stderr.write('stopped; run the same command again to go on from here\n')
      return INTERRUPTED
    }
    process.stderr.write(`${errorText(error, debug)}\n`)
    return 1
  } finally {
    release()
  }
}

function described(command: Command): ReturnType<typeof defineCommand> {
  return defineCommand({
    meta: { name: command.name, description: command.summary },
    args: { ...(command.arguments as ArgsDef), ...common },
  })
}

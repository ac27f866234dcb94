import { type Clientele, createClientele, isClienteleError } from '@clientele/core'
import type { Command } from '../command.ts'
import { loadConfig } from '../config/load-config.ts'
import { errorText } from '../output/error-text.ts'
import type { Shell } from '../shell.ts'

interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly says: string
}

/** `clientele doctor`: looks at everything that could be wrong, and says what to do. */
export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'check the configuration, the schema, the connectors and what waits for a person',
  arguments: {},
  run: async (_values, shell) => {
    const findings: Finding[] = []
    const note = async (check: string, work: () => Promise<string>): Promise<boolean> => {
      const finding = await work().then(
        (says) => ({ check, ok: true, says }),
        (error: unknown) => ({ check, ok: false, says: errorText(error, false) }),
      )
      findings.push(finding)
      shell.say(`${finding.ok ? '✓' : '✗'} ${check}: ${finding.says}`)
      return finding.ok
    }
    await note('Node', async () => process.version)
    if (await note('configuration', () => checkConfiguration(shell)))
      if (await note('schema', () => checkSchema(shell))) await checkInstance(shell, note)
    shell.answer({ findings: findings.map((finding) => ({ ...finding })) })
    if (findings.some(({ ok }) => !ok)) process.exitCode = 1
  },
}

async function checkConfiguration(shell: Shell): Promise<string> {
  const options = await loadConfig(shell.folder, shell.config)
  return `storage ${options.storage.id}, ${options.plugins?.length ?? 0} plugins`
}

async function checkSchema(shell: Shell): Promise<string> {
  const { storage } = await loadConfig(shell.folder, shell.config)
  try {
    const { current, target } = await storage.migrations.plan()
    if (current === 0)
      return `nothing there yet; the first start, or \`clientele migrate\`, makes version ${target}`
    if (current < target)
      throw new Error(`version ${current}, this code needs ${target}; run \`clientele migrate\``)
    return `version ${current}`
  } finally {
    await storage.close()
  }
}

type Note = (check: string, work: () => Promise<string>) => Promise<boolean>

async function checkInstance(shell: Shell, note: Note): Promise<void> {
  let clientele: Clientele | undefined
  const opened = await note('instance', async () => {
    clientele = await createClientele(await loadConfig(shell.folder, shell.config))
    return `${await clientele.contacts.count()} contacts`
  })
  if (!opened || clientele === undefined) return
  const base = clientele
  await note('connectors', async () => base.connectors.list().join(', ') || 'none')
  await note('dead letter', async () => `${await base.deadLetters.count()} inputs wait to be mended`)
  await note('messages in doubt', async () => {
    const doubt = await base.messages.list('in-doubt', { limit: 100 })
    return doubt.length === 0
      ? 'none'
      : `${doubt.length}${doubt.length === 100 ? ' or more' : ''} wait for a person`
  })
  await note('closing', async () => {
    await base.close()
    return 'clean'
  }).catch((error: unknown) => {
    if (!isClienteleError(error)) throw error
    return false
  })
}

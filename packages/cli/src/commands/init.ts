import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ClienteleError } from '@clientele/core'
import { type Command, isSet } from '../command.ts'
import { findConfig } from '../config/load-config.ts'
import { CONFIG_TEMPLATE, MAPPING_TEMPLATE, SAMPLE_CSV } from './init-templates.ts'

/** `clientele init`: a configuration, a mapping and a sample export to begin with. */
export const initCommand: Command = {
  name: 'init',
  summary: 'write a configuration, a mapping and a sample export into this folder',
  arguments: { force: { type: 'boolean', description: 'overwrite what is there' } },
  run: async (values, shell) => {
    const known = findConfig(shell.folder)
    if (known !== undefined && !isSet(values, 'force'))
      throw new ClienteleError(
        'INVALID_INPUT',
        `Expected a folder without a configuration, found ${known}; --force overwrites it.`,
      )
    await mkdir(join(shell.folder, 'exports'), { recursive: true })
    const files = {
      'clientele.config.mjs': CONFIG_TEMPLATE,
      'mapping.json': MAPPING_TEMPLATE,
      'exports/customers.csv': SAMPLE_CSV,
    }
    for (const [name, content] of Object.entries(files)) {
      if (name !== 'clientele.config.mjs' && existsSync(join(shell.folder, name)) && !isSet(values, 'force'))
        continue
      await writeFile(join(shell.folder, name), content)
      shell.say(`wrote ${name}`)
    }
    const missing = NEEDED.filter((name) => !isInstalled(name, shell.folder))
    if (missing.length > 0) shell.say(`\nfirst: npm install ${missing.join(' ')}`)
    shell.say('\nnext: clientele doctor, clientele import, clientele count reachable')
    shell.answer({ written: Object.keys(files), missing: [...missing] })
  },
}

/** What the configuration imports. */
const NEEDED = ['clientele', '@clientele/connector-files', '@clientele/storage-sqlite'] as const

/** Would Node find a package from a folder? */
function isInstalled(name: string, folder: string): boolean {
  if (existsSync(join(folder, 'node_modules', name))) return true
  const parent = dirname(folder)
  return parent !== folder && isInstalled(name, parent)
}

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ClienteleError, type ClienteleOptions, isClienteleError } from '@clientele/core'
import type { ClienteleConfig } from './define-config.ts'

const NAMES = ['clientele.config.js', 'clientele.config.mjs', 'clientele.config.ts', 'clientele.config.mts']

/**
 * Finds and loads the configuration of a folder.
 *
 * @throws `INVALID_OPTIONS` when there is none, or it has no default export
 */
export async function loadConfig(folder: string, given: string | undefined): Promise<ClienteleOptions> {
  const path = given === undefined ? findConfig(folder) : resolve(folder, given)
  if (path === undefined || !existsSync(path))
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected a configuration ${given ?? NAMES.join(' or ')} in ${folder}, found none; run \`clientele init\` to make one.`,
    )
  const config = await importConfig(path)
  if (config === undefined)
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected ${path} to have a default export: \`export default defineConfig({ … })\`.`,
    )
  return typeof config === 'function' ? await config() : config
}

/** The configuration file of a folder, if there is one. */
export function findConfig(folder: string): string | undefined {
  return NAMES.map((name) => resolve(folder, name)).find((path) => existsSync(path))
}

async function importConfig(path: string): Promise<ClienteleConfig | undefined> {
  try {
    const module = (await import(pathToFileURL(path).href)) as { readonly default?: ClienteleConfig }
    return module.default
  } catch (cause) {
    if (isClienteleError(cause)) throw cause
    const why = cause instanceof Error ? cause.message : String(cause)
    const hint = /Unknown file extension/.test(why)
      ? ' Node below 22.18 reads TypeScript only through a loader: rename it to .mjs.'
      : ''
    throw new ClienteleError('INVALID_OPTIONS', `Expected ${path} to load, got: ${why}.${hint}`, { cause })
  }
}

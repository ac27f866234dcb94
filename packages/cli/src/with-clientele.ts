import { type Clientele, createClientele } from '@clientele/core'
import { loadConfig } from './config/load-config.ts'
import type { Shell } from './shell.ts'

/** Opens the configured base for a piece of work, and closes it whatever happens. */
export async function withClientele<Result>(
  shell: Shell,
  work: (clientele: Clientele) => Promise<Result>,
): Promise<Result> {
  const clientele = await createClientele(await loadConfig(shell.folder, shell.config))
  try {
    return await work(clientele)
  } finally {
    await clientele.close()
  }
}

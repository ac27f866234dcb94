import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

const BENCH = resolve(import.meta.dirname, '..')

/**
 * Runs a benchmark as a program that was built, as packages are published: what runs TypeScript as it stands names
 * every function each time it is made, which costs the hot path more than what it does.
 */
export async function runAsBuilt(name: string, args: readonly string[]): Promise<void> {
  const folder = join(BENCH, 'node_modules/.cache', `clientele-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  try {
    const program = join(folder, 'program.mjs')
    const starts = `import { run } from ${JSON.stringify(join(BENCH, `${name}.bench.ts`))}
      await run(process.argv.slice(2))`
    const entry = join(folder, 'entry.ts')
    writeFileSync(entry, starts)
    await build({
      entryPoints: [entry],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      conditions: ['@clientele/source'],
      plugins: [{ name: 'packages-of-others', setup: keepPackagesOut }],
    })
    const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' })
    process.exitCode = status ?? 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Everything that is not Clientele's stays a package to be imported. */
function keepPackagesOut(build: import('esbuild').PluginBuild): void {
  build.onResolve({ filter: /^[^./]/ }, ({ path }) =>
    path.startsWith('@clientele/') ? undefined : { path, external: true },
  )
}

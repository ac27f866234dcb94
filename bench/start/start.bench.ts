import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

const ROOT = resolve(import.meta.dirname, '../..')
const CORE = join(ROOT, 'packages/core/dist/index.js')
const SQLITE = join(ROOT, 'packages/storage/sqlite/dist/index.js')
const ZOD = join(ROOT, 'node_modules/zod/index.js')
const BAR = { importMs: 60, createMs: 100, bytes: 60_000 }

/**
 * S14: the built core in fresh processes (median of `--runs`, 15): its import, `createClientele` on an empty SQLite
 * file, and its size minified and compressed without its dependencies. Beside it, the import of Zod alone.
 */
export async function run(args: readonly string[]): Promise<void> {
  for (const file of [CORE, SQLITE])
    if (!existsSync(file)) throw new Error(`Expected the build at ${file}: run \`npm run build\` first.`)
  const runs = Number(args[args.indexOf('--runs') + 1] ?? 15) || 15
  const folder = mkdtempSync(join(tmpdir(), 'clientele-start-'))
  try {
    const core: number[] = []
    const create: number[] = []
    const zod: number[] = []
    for (let number = 0; number < runs; number++) {
      const [importMs, createMs] = inFreshProcess(startOf(join(folder, `${number}.db`)))
      core.push(importMs!)
      create.push(createMs!)
      zod.push(inFreshProcess(importOf(ZOD))[0]!)
    }
    print("import '@clientele/core'", median(core), BAR.importMs, 'ms')
    print('createClientele on an empty SQLite file', median(create), BAR.createMs, 'ms')
    console.log(`  beside: import 'zod' alone ${median(zod).toFixed(0)} ms`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  print('core minified and gzipped, without dependencies', await compressedSize(), BAR.bytes, 'bytes')
}

function importOf(file: string): string {
  return `const began = performance.now()
    await import(${JSON.stringify(pathToFileURL(file).href)})
    console.log(performance.now() - began)`
}

function startOf(database: string): string {
  return `const began = performance.now()
    const { createClientele } = await import(${JSON.stringify(pathToFileURL(CORE).href)})
    const imported = performance.now()
    const { sqlite } = await import(${JSON.stringify(pathToFileURL(SQLITE).href)})
    const ready = performance.now()
    const clientele = await createClientele({ storage: sqlite(${JSON.stringify(database)}), timeZone: 'Europe/Paris' })
    console.log(imported - began, performance.now() - ready)
    await clientele.close()`
}

function inFreshProcess(script: string): readonly number[] {
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  return output.trim().split(/\s+/).map(Number)
}

/** What a bundler makes of the main entry; what is loaded only when it is needed counts too. */
async function compressedSize(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [CORE],
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'neutral',
    packages: 'external',
    write: false,
    splitting: true,
    outdir: 'out',
  })
  return outputFiles.reduce((bytes, { contents }) => bytes + gzipSync(contents, { level: 9 }).length, 0)
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

function print(what: string, value: number, bar: number, unit: string): void {
  const verdict = value <= bar ? 'reached' : 'missed'
  console.log(
    `S14 ${what}: ${Math.round(value).toLocaleString('en')} ${unit}, bar ${bar.toLocaleString('en')}, ${verdict}`,
  )
}

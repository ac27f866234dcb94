import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
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
 * file, and the size of its code minified and compressed without its dependencies. Beside it, the import of Zod alone.
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
  const { atImport, all } = await compressedSizes()
  print(
    'core minified and gzipped, without dependencies, as far as the import loads it',
    atImport,
    BAR.bytes,
    'bytes',
  )
  console.log(`  with what is loaded when it is first needed: ${all.toLocaleString('en')} bytes`)
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

/** Core's own code, minified and compressed, without its dependencies: what the import loads, and with all that waits. */
async function compressedSizes(): Promise<{ readonly atImport: number; readonly all: number }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(ROOT, 'packages/core/src/index.ts')],
    bundle: true,
    format: 'esm',
    minify: true,
    platform: 'neutral',
    packages: 'external',
    write: false,
    splitting: true,
    metafile: true,
    outdir: 'out',
    absWorkingDir: ROOT,
  })
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [relative(ROOT, path), gzipSync(contents, { level: 9 }).length]),
  )
  const loaded = new Set<string>()
  const load = (path: string): void => {
    if (loaded.has(path)) return
    loaded.add(path)
    for (const { path: next, kind, external } of metafile.outputs[path]!.imports)
      if (kind === 'import-statement' && external !== true) load(next)
  }
  load('out/index.js')
  const sum = (paths: Iterable<string>): number =>
    [...paths].reduce((bytes, path) => bytes + sizes.get(path)!, 0)
  return { atImport: sum(loaded), all: sum(sizes.keys()) }
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

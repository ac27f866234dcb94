import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../../..')

/** Packages that a configuration of these tests may import. */
const PACKAGES: { readonly [name: string]: string } = {
  clientele: 'packages/cli/src/index.ts',
  '@clientele/connector-files': 'packages/connectors/files/src/index.ts',
  '@clientele/storage-sqlite': 'packages/storage/sqlite/src/index.ts',
}

/** The command line and its packages as JavaScript: a process begins in a third of the time of a TypeScript loader. */
export interface Bundle {
  readonly main: string
  /** Puts a package where `npm install` would, in a project's `node_modules`. */
  readonly install: (name: string, folder: string) => void
  readonly remove: () => void
}

/** Compiles the sources as they are now, each module once, so that all entries share it. */
export async function bundle(): Promise<Bundle> {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'clientele-bundle-'))
  // Another user of the machine reads it in a test.
  chmodSync(folder, 0o755)
  const entries = Object.keys(PACKAGES)
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'packages/cli/src/main.ts', out: 'main' },
      ...entries.map((name, nth) => ({ in: PACKAGES[name] as string, out: `package-${nth}` })),
    ],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@clientele/source'],
    plugins: [othersStayOutside],
    logLevel: 'error',
  })
  return {
    main: join(folder, 'main.mjs'),
    install: (name, project) => {
      const nth = entries.indexOf(name)
      if (nth < 0) throw new Error(`no package ${name} to install`)
      const at = join(project, 'node_modules', name)
      mkdirSync(at, { recursive: true })
      writeFileSync(join(at, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }))
      writeFileSync(
        join(at, 'index.js'),
        `export * from ${JSON.stringify(join(folder, `package-${nth}.mjs`))}\n`,
      )
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const othersStayOutside: Plugin = {
  name: 'others-stay-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || /^(@clientele\/|clientele$)/.test(path)
        ? undefined
        : { path, external: true },
    )
  },
}

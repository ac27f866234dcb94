import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

// One preset for every package: the entries are read from its exports map, so the two cannot drift.
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, string | Record<string, string>>
  bin?: Record<string, string>
}
const entry: Record<string, string> = {}
for (const target of Object.values(manifest.exports)) {
  const source = typeof target === 'string' ? undefined : target['@clientele/source']
  if (source !== undefined) entry[source.replace('./src/', '').replace('.ts', '')] = source
}
if (manifest.bin !== undefined) entry.main = './src/main.ts'

export default defineConfig({
  entry,
  format: 'esm',
  target: 'node20',
  platform: 'neutral',
  bundle: true,
  splitting: true,
  sourcemap: true,
  clean: true,
  dts: false,
  external: [/^node:/],
  skipNodeModulesBundle: true,
  silent: true,
})

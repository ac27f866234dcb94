import { readdirSync } from 'node:fs'

// `npm run bench -- <name> [arguments]`: each benchmark is `<name>.ts` or `<room>/<name>.ts` with a `run` export.
const [name, ...args] = process.argv.slice(2)
const known = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.bench.ts') && !file.includes('node_modules'))
  .map((file) => file.replace(/\.bench\.ts$/, ''))
  .sort()

if (name === undefined || !known.includes(name)) {
  console.log(`usage: npm run bench -- <name> [arguments]\n\n${known.map((one) => `  ${one}`).join('\n')}`)
  process.exitCode = name === undefined ? 0 : 1
} else if (name.startsWith('pipeline/')) {
  const { runAsBuilt } = await import('./pipeline/as-built.ts')
  await runAsBuilt(name, args)
} else {
  const benchmark: { readonly run: (args: readonly string[]) => Promise<void> } = await import(
    `./${name}.bench.ts`
  )
  await benchmark.run(args)
}

// Builds every package, then asks publint and attw whether npm users can import what would be published.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

execFileSync('npm', ['run', 'build'], { stdio: 'inherit' })
const packages = readdirSync('packages', { recursive: true })
  .map(String)
  .filter((path) => path.endsWith('package.json') && !/node_modules|dist/.test(path))
  .map((path) => join('packages', path, '..'))

let faults = 0
for (const directory of packages.sort()) {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
  if (manifest.private === true) continue
  const { messages } = await publint({ pkgDir: directory, strict: true })
  for (const message of messages) console.error(`${manifest.name}: ${formatMessage(message, manifest)}`)
  faults += messages.length
  try {
    execFileSync('npx', ['attw', '--pack', directory, '--profile', 'esm-only', '--format', 'ascii'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    faults++
    console.error(`${manifest.name}: ${error.stdout}`)
  }
  if (!existsSync(join(directory, 'dist/index.d.ts'))) {
    faults++
    console.error(`${manifest.name}: no declarations were built`)
  }
  console.log(`checked ${manifest.name}`)
}
console.log(faults === 0 ? 'all packages are fit to publish' : `${faults} faults`)
process.exitCode = faults === 0 ? 0 : 1

// The README's test command: the linter, the types, the rules of the house, the examples of the docs, and every test.
// Ends with one line, `N passed, N failed`; exit code 1 if anything failed or nothing ran.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'clientele-test-'))
const vitestReport = join(scratch, 'vitest.json')

/** Each check is one line of the result; the tests count one by one. */
const checks = [
  ['lint', ['biome', 'check', '.']],
  ['dependency rules', ['depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'examples', 'bench']],
  ['dead code', ['knip']],
  ['examples of the docs compile', ['node', 'scripts/check-examples.mjs']],
  ['declarations', ['node', 'scripts/check-declarations.mjs']],
  ['types', ['tsc', '--noEmit', '-p', 'tsconfig.json']],
]
const tests = ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]

const results = { passed: 0, failed: 0, skipped: 0 }
const vitest = run('tests', tests)
for (const [name, command] of checks) await count(name, command)
await vitest
countTests()
rmSync(scratch, { recursive: true, force: true })

const skipped = results.skipped === 0 ? '' : `, ${results.skipped} skipped`
console.log(`\n${results.passed} passed, ${results.failed} failed${skipped}`)
process.exitCode = results.failed > 0 || results.passed === 0 ? 1 : 0

async function count(name, command) {
  const { code, output } = await run(name, command)
  if (code === 0) results.passed++
  else {
    results.failed++
    console.log(`\n✗ ${name}\n${output}`)
  }
}

function countTests() {
  try {
    const report = JSON.parse(readFileSync(vitestReport, 'utf8'))
    results.passed += report.numPassedTests
    results.failed += report.numFailedTests
    results.skipped += report.numPendingTests + report.numTodoTests
    // A file that cannot be loaded has no test to fail.
    const broken = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    )
    results.failed += broken.length
  } catch {
    results.failed++
  }
}

function run(name, [command, ...rest]) {
  const started = performance.now()
  const isTests = name === 'tests'
  return new Promise((resolve) => {
    const [program, ...args] =
      command === 'node' ? [process.execPath, ...rest] : [join('node_modules', '.bin', command), ...rest]
    const env = { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' }
    const child = spawn(program, args, {
      stdio: ['ignore', isTests ? 'inherit' : 'pipe', isTests ? 'inherit' : 'pipe'],
      env,
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
      resolve({ code, output })
    })
  })
}

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { everyAnswer } from './every-answer.ts'

const root = join(import.meta.dirname, '../../../..')
const answers = join(import.meta.dirname, 'every-answer.ts')
const PRINT = '(made) => made.everyAnswer().then((text) => process.stdout.write(text))'

it('gives the same weights, to the last bit, at every run, in another thread and in another process', async () => {
  // This test runs in a thread of a pool; the other process works in its main thread.
  const here = await everyAnswer()
  expect(await everyAnswer()).toBe(here)
  const { stdout } = await promisify(execFile)(
    join(root, 'node_modules/.bin/tsx'),
    ['--conditions=@clientele/source', '--eval', `import(${JSON.stringify(answers)}).then(${PRINT})`],
    { maxBuffer: 1e9 },
  )
  expect(stdout).toBe(here)
})

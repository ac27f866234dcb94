import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { virtualClock } from '@clientele/testing'
import { defineConfig } from 'clientele'
import { compose, TODAY } from './compose.ts'

const folder = join(import.meta.dirname, '../../demo-output')

/** The base that the demo has left behind, on the demo's day. */
export default defineConfig(() => {
  if (!existsSync(join(folder, 'clientele.db'))) throw new Error('run `npm run demo` first')
  return compose({ folder, clock: virtualClock(TODAY), smtpPort: 2525 })
})

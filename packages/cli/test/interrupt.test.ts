import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clientele, config, folders, HEADER, mapping } from './process.ts'

const folderOf = folders()
const ROWS = 400
const BATCH = 50

/** The files connector, which after three batches says so and reads no further until it is told to stop. */
const HALTING = config
  .replace(`import { sqlite }`, `import { once } from 'node:events'\nimport { sqlite }`)
  .replace(
    `files({ folder: 'exports', mapping: 'mapping.json' })`,
    `halting(files({ folder: 'exports', mapping: 'mapping.json', batchRows: ${BATCH} }))`,
  )
  .concat(`
function halting(plugin) {
  const wrap = (connector) => ({
    ...connector,
    async *pull(options) {
      let batches = 0
      for await (const batch of connector.pull(options)) {
        yield batch
        if (++batches !== 3 || process.env.HALT === undefined) continue
        process.stderr.write('three batches')
        await once(options.signal, 'abort')
      }
    },
  })
  return {
    ...plugin,
    setup: (context) =>
      plugin.setup({ ...context, registerConnector: (one) => context.registerConnector(wrap(one)) }),
  }
}
`)

function shop(): string {
  // Every fourth row is the person of the row before.
  const rows = Array.from(
    { length: ROWS },
    (_, nth) => `${nth};N${nth};p${nth % 4 === 3 ? nth - 1 : nth}@example.com;Lyon;2026-01-01T00:00:00Z\n`,
  )
  return folderOf({
    'clientele.config.mjs': HALTING,
    'mapping.json': mapping(),
    'exports/customers.csv': HEADER + rows.join(''),
  })
}

it('ends an import at Ctrl-C with status 130, and goes on from there as if it had never been cut', async () => {
  const folder = shop()
  const cut = await clientele(
    { folder, env: { HALT: '1' }, interruptAt: 'three batches' },
    'import',
    '--json',
  )
  expect(cut.status).toBe(130)
  expect(cut.stderr).toContain('stopping after the piece at hand')
  expect(cut.stderr).toContain('run the same command again to go on from here')
  expect(cut.stdout).toBe('')
  const half = JSON.parse((await clientele({ folder }, 'count', '--json')).stdout)
  expect(half.contacts).toBeGreaterThan(0)
  expect(half.contacts).toBeLessThan(3 * BATCH)

  const rest = JSON.parse((await clientele({ folder }, 'import', '--json')).stdout)
  expect(rest['files:files']).toMatchObject({ accepted: ROWS - 3 * BATCH, duplicates: 0, rejectedRows: 0 })
  const uncut = shop()
  const whole = JSON.parse((await clientele({ folder: uncut }, 'import', '--json')).stdout)
  expect(whole['files:files']).toMatchObject({ accepted: ROWS, duplicates: 0 })
  const count = async (of: string) => JSON.parse((await clientele({ folder: of }, 'count', '--json')).stdout)
  expect(await count(folder)).toEqual(await count(uncut))
  expect((await count(folder)).contacts).toBe((ROWS * 3) / 4)
}, 60_000)

it('says that a file was changed between the cut and the second run, and takes no half of it', async () => {
  const folder = shop()
  await clientele({ folder, env: { HALT: '1' }, interruptAt: 'three batches' }, 'import')
  writeFileSync(
    join(folder, 'exports/customers.csv'),
    `${HEADER}1;N1;other@example.com;Lyon;2026-01-01T00:00:00Z\n`,
  )
  const { status, stderr } = await clientele({ folder }, 'import')
  expect(status).toBe(1)
  expect(stderr).toContain('FILE_CHANGED')
}, 30_000)

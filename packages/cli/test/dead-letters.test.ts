import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { clientele, config, folders } from './process.ts'

const folderOf = folders()

it('lists what was refused without a word of the person, and takes it in when it is mended', async () => {
  const mapping = {
    source: 'eshop',
    files: [
      {
        file: 'visits.csv',
        targets: [
          { type: 'event', name: { constant: 'Visited' }, occurredAt: 'at', identifiers: { email: 'email' } },
        ],
      },
    ],
  }
  const folder = folderOf({
    'clientele.config.mjs': config,
    'mapping.json': JSON.stringify(mapping),
    'exports/visits.csv': 'at,email\n2026-01-01T10:00:00Z,noreply@shop.example\n',
  })
  const run = (...args: readonly string[]) => clientele({ folder }, ...args)
  await run('import')
  const listed = await run('dead-letters')
  expect(listed.stdout).toContain('1 input in the dead letter')
  expect(listed.stdout).not.toContain('noreply')
  const { count, first } = JSON.parse((await run('dead-letters', '--json')).stdout)
  expect(count).toBe(1)
  const id = first[0].id
  const shown = JSON.parse((await run('dead-letters', '--show', id)).stdout)
  expect(shown).toMatchObject({ name: 'Visited' })

  const asItWas = await run('dead-letters', '--replay', id)
  expect(asItWas.status).toBe(1)
  expect(asItWas.stderr).toContain('Refused again')
  const mended = { ...shown, identifiers: [{ type: 'email', value: 'lea@example.com' }] }
  writeFileSync(join(folder, 'mended.json'), JSON.stringify(mended))
  expect((await run('dead-letters', '--replay', id, '--with', 'mended.json')).stdout).toContain('taken')
  expect((await run('dead-letters')).stdout).toContain('0 inputs')
  expect(JSON.parse((await run('count', '--json')).stdout).contacts).toBe(1)
  const { status, stderr } = await run('dead-letters', '--remove', id)
  expect(status).toBe(1)
  expect(stderr).toContain('NOT_FOUND')
}, 60_000)

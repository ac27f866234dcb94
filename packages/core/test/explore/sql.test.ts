import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sqlite } from '@clientele/storage-sqlite'
import { afterAll, describe, expect, it } from 'vitest'
import { makeBase } from '../support/make-base.ts'

const folder = mkdtempSync(join(tmpdir(), 'clientele-sql-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('clientele.sql', () => {
  it('asks the database itself where the storage is one', async () => {
    const { clientele, track } = await makeBase({ storage: sqlite(join(folder, 'base.db')) })
    const contactId = await track('a@example.org', 'Page Viewed')
    const { rows } = await clientele.sql('select contact_id, name from clientele_events where name = ?', {
      parameters: ['Page Viewed'],
    })
    expect(rows).toEqual([{ contact_id: contactId, name: 'Page Viewed' }])
    await clientele.close()
    await expect(clientele.sql('select 1')).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('says where it is not there', async () => {
    const { clientele } = await makeBase()
    await expect(clientele.sql('select 1')).rejects.toMatchObject({ code: 'INVALID_OPTIONS' })
  })
})

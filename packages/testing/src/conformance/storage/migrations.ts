import { SCHEMA_VERSION } from '@clientele/core'
import { expectEqual, expectTrue } from '../expectation.ts'
import { fillBase } from './small-base.ts'
import { type StorageCase, storageCase } from './storage-case.ts'

export const migrationCases: readonly StorageCase[] = [
  storageCase(
    'migrations: a migrated storage has nothing to do, and doing it changes nothing',
    async (storage) => {
      await storage.transaction(fillBase)
      const plan = await storage.migrations.plan()
      expectEqual(
        { current: plan.current, target: plan.target, steps: plan.steps.length },
        { current: SCHEMA_VERSION, target: SCHEMA_VERSION, steps: 0 },
        'the plan',
      )
      await storage.migrations.up()
      expectEqual(await storage.transaction(({ contacts }) => contacts.count()), 3, 'the number of contacts')
    },
  ),

  storageCase(
    'migrations: down to 0 takes everything out, and up makes an empty base again',
    async (storage) => {
      await storage.transaction(fillBase)
      await storage.migrations.down(0)
      const plan = await storage.migrations.plan()
      expectEqual([plan.current, plan.target], [0, SCHEMA_VERSION], 'where the schema stands')
      expectTrue(plan.steps.length > 0, 'a plan with steps to take')
      await storage.migrations.up()
      expectEqual((await storage.migrations.plan()).current, SCHEMA_VERSION, 'where the schema stands')
      expectEqual(await storage.transaction(({ contacts }) => contacts.count()), 0, 'the number of contacts')
    },
  ),
]

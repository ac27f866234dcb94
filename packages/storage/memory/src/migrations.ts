import { type MigrationPlan, type Migrations, SCHEMA_VERSION } from '@clientele/core'

/** The schema of a base that needs none: there from the start, and gone after `down(0)`. */
export interface MemoryMigrations extends Migrations {
  readonly isCurrent: () => boolean
}

/** @param clear forgets every row. */
export function memoryMigrations(clear: () => Promise<void>): MemoryMigrations {
  let current = SCHEMA_VERSION
  const plan = (): MigrationPlan => ({
    current,
    target: SCHEMA_VERSION,
    steps: current === SCHEMA_VERSION ? [] : [{ version: SCHEMA_VERSION, name: 'memory', up: [], down: [] }],
  })
  return {
    plan: async () => plan(),
    up: async () => {
      current = SCHEMA_VERSION
      return plan()
    },
    down: async (target) => {
      if (target < current) await clear()
      current = Math.min(target, current)
      return plan()
    },
    isCurrent: () => current === SCHEMA_VERSION,
  }
}

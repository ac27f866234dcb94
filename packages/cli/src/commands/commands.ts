import type { Command } from '../command.ts'
import { countCommand } from './count.ts'
import { deadLettersCommand } from './dead-letters.ts'
import { doctorCommand } from './doctor.ts'
import { explainCommand } from './explain.ts'
import { identityCommand } from './identity/identity.ts'
import { importCommand } from './import.ts'
import { initCommand } from './init.ts'
import { migrateCommand } from './migrate.ts'
import { queryCommand } from './query.ts'
import { reportCommand } from './report.ts'
import { resolveCommand } from './resolve.ts'
import { runEngineCommand } from './run.ts'
import { scoreCommand } from './score.ts'
import { simulateCommand } from './simulate.ts'

/** Every command, in the order in which a newcomer needs them. */
export const commands: readonly Command[] = [
  initCommand,
  doctorCommand,
  migrateCommand,
  importCommand,
  deadLettersCommand,
  identityCommand,
  countCommand,
  explainCommand,
  queryCommand,
  scoreCommand,
  simulateCommand,
  runEngineCommand,
  reportCommand,
  resolveCommand,
]

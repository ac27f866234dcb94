import type { compilePressure } from '../delivery/rules/pressure.ts'
import type { compileQuietHours } from '../delivery/rules/quiet-hours.ts'
import type { Program } from '../engine/program.ts'
import type { Kernel } from '../kernel.ts'
import type { Instant } from '../model/instant.ts'
import type { CompiledScenario } from './compiled-scenario.ts'

/** What a simulation is made of; the same for every contact. */
export interface SimulationPlan {
  readonly scenario: CompiledScenario
  readonly program: Program
  readonly from: Instant
  readonly to: Instant
  readonly pressure: ReturnType<typeof compilePressure>
  readonly quietHours: ReturnType<typeof compileQuietHours>
  readonly kernel: Kernel
}

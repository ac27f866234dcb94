import type { Kernel } from '../../kernel.ts'
import type { Instant } from '../../model/instant.ts'
import type { CompiledPressureRule } from '../rules/pressure.ts'
import type { CompiledQuietHours } from '../rules/quiet-hours.ts'
import type { TemplateEngine } from '../templates/template-engine.ts'

/** What decides besides the slice. */
export interface DecisionParts {
  readonly kernel: Kernel
  readonly engine: TemplateEngine
  readonly quietHours: readonly CompiledQuietHours[]
  readonly pressure: readonly CompiledPressureRule[]
  /** Instant until which a channel is not to be called, if it is shut. */
  readonly shutUntil: (channel: string, now: Instant) => Instant | undefined
  readonly now: Instant
  /** Until when what is decided to be sent belongs to this worker. */
  readonly leaseUntil: Instant
}

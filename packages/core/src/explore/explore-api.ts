import type { Abortable } from '../intake/intake-api.ts'
import type { Exploration, ExplorationResult } from './exploration.ts'

/** Answers a question about the whole base. */
export type Explore = (exploration: Exploration, options?: Abortable) => Promise<ExplorationResult>

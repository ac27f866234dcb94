import type { Abortable } from '../intake/intake-api.ts'
import type { Exploration, ExplorationGroup, ExplorationResult } from './exploration.ts'

/** Answers a question about the whole base. */
export type Explore = (exploration: Exploration, options?: Abortable) => Promise<ExplorationResult>

/** Hands out the groups of a question one by one. */
export type StreamGroups = (exploration: Exploration, options?: Abortable) => AsyncIterable<ExplorationGroup>

import type { PairScorer } from './pair-scorer.ts'
import type { RecordIndex } from './record-index.ts'
import type { RecordStore } from './record-store.ts'
import type { ResolveOptions } from './resolve-types.ts'
import type { TrainedBase } from './train-model.ts'

/** What the answer is made of. */
export interface ResolutionParts {
  readonly store: RecordStore
  readonly index: RecordIndex
  readonly base: TrainedBase
  readonly scorer: PairScorer
  /** The group of each row. */
  readonly groupOf: Int32Array
  readonly options: ResolveOptions
}

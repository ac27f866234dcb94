/** A step of resolution, for who watches. */
export interface MatchProgress {
  readonly phase: 'read' | 'block' | 'compare' | 'learn' | 'join'
  /** How far the phase is, from 0 to 1. */
  readonly done: number
  /** Records read so far. */
  readonly records?: number | undefined
}

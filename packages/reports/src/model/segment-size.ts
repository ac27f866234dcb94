/** How many contacts are in a segment. */
export interface SegmentSize {
  readonly id: string
  readonly name: string
  readonly members: number
  /** Members now less members 30 days before the reference date. */
  readonly delta30d?: number | undefined
}

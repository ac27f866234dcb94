/** The data that a segment needs, and how many contacts have them. */
export interface SegmentNeeds {
  readonly id: string
  readonly name: string
  /** What `clientele.segments.gaps` answers. */
  readonly needs: readonly {
    readonly kind: 'field' | 'event' | 'table'
    readonly name: string
    /** Contacts that have it. */
    readonly filled: number
    /** The denominator: all contacts. */
    readonly contacts: number
  }[]
}

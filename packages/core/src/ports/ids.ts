/** Where ids come from: unique without coordination, ordered by time where they can be. */
export interface IdSource {
  readonly next: () => string
}

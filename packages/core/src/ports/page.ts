/** A page of a long list, in the order of its key; texts are ordered by code point. */
export interface Page {
  /** Key of the last element of the page before. @default from the beginning */
  readonly after?: string | undefined
  readonly limit: number
}

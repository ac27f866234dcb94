/** Why a row was not taken. */
export type RejectCode =
  | 'ragged-row'
  | 'bad-quote'
  | 'unclosed-quote'
  | 'record-too-large'
  | 'cut-row'
  | 'invalid-encoding'
  | 'nul-byte'
  | 'invalid-json'
  | 'missing-value'
  | 'unmapped-value'
  | 'invalid-number'
  | 'invalid-money'
  | 'invalid-boolean'
  | 'invalid-date'
  | 'invalid-text'
  | 'mixed-currencies'
  | 'too-long'

/** A reason that names the column and what was expected, never the value. */
export interface Rejection {
  readonly code: RejectCode
  readonly reason: string
  readonly column?: string | undefined
}

/** A row that was not taken: where it stands and why. */
export interface RejectedRow extends Rejection {
  /** Line in the file on which the row begins; the first is 1. */
  readonly line: number
  /** Byte in the (uncompressed) file at which the row begins. */
  readonly offset: number
  /** The row as it stands in the file; only when it was asked for. */
  readonly raw?: string | undefined
}

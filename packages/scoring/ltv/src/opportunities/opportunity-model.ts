/**
 * Parameters of BG/BB: customers take an opportunity with a chance that is Beta(alpha, beta) over them, and
 * before each one leave for good with a chance that is Beta(gamma, delta).
 */
export interface OpportunityModel {
  readonly alpha: number
  readonly beta: number
  readonly gamma: number
  readonly delta: number
}

/** Parameters of the plain NBD: purchase rates are Gamma(r, alpha) over the customers, and nobody leaves. */
export interface NbdParameters {
  readonly r: number
  /** In time units. */
  readonly alpha: number
}

/** Parameters of BG/NBD and MBG/NBD: rates Gamma(r, alpha), dropout after a purchase Beta(a, b). */
export interface BetaGeometricParameters extends NbdParameters {
  readonly a: number
  readonly b: number
}

/** Parameters of Pareto/NBD: rates Gamma(r, alpha), dropout rates Gamma(s, beta). */
export interface ParetoParameters extends NbdParameters {
  readonly s: number
  /** In time units. */
  readonly beta: number
}

/**
 * Parameters of the Gamma-Gamma model of spend: a purchase is Gamma(p, ν), and ν is Gamma(q, v) over the
 * customers. Fader and Hardie write γ for v.
 */
export interface SpendParameters {
  readonly p: number
  readonly q: number
  /** In units of money. */
  readonly v: number
}

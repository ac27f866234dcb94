/** Akaike's and the Bayesian criterion of a fit: the smaller one of two models on the same data is the better. */
export interface InformationCriteria {
  readonly aic: number
  readonly bic: number
}

/** The criteria of a log-likelihood that was reached with a number of parameters. */
export function informationCriteria(
  logLikelihood: number,
  parameters: number,
  customers: number,
): InformationCriteria {
  return {
    aic: 2 * parameters - 2 * logLikelihood,
    bic: parameters * Math.log(customers) - 2 * logLikelihood,
  }
}

/** Twice the gain in log-likelihood under which dropout is not seen: χ² with two degrees of freedom at 5 %. */
export const CHURN_SIGNAL: number = 5.991

import type { Objective } from '../numeric/objective.ts'
import { betaGeometricLikelihood } from './beta-geometric-likelihood.ts'
import type { PurchaseFamily } from './family.ts'
import type { HistoryTable } from './history-table.ts'
import { nbdLikelihood } from './nbd-likelihood.ts'
import { paretoLikelihood } from './pareto-likelihood.ts'

/** The log-likelihood of a family over a table, in the logarithms of its parameters. */
export function likelihoodOf(family: PurchaseFamily, table: HistoryTable): Objective {
  if (family === 'nbd') return nbdLikelihood(table)
  if (family === 'pareto/nbd') return paretoLikelihood(table)
  return betaGeometricLikelihood(table, family === 'bg/nbd' ? 0 : 1)
}

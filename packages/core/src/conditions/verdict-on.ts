import type { Evaluator, Scope, SignedVerdict } from './scope.ts'
import type { Happening, Series } from './series.ts'

/** Is the happening a match? */
export function verdictOn(
  where: Evaluator,
  happening: Happening,
  series: Series,
  scope: Scope,
): SignedVerdict {
  const { row, rowKey } = scope
  scope.row = series.values(happening)
  scope.rowKey = series.key(happening)
  const verdict = where.verdict(scope)
  scope.row = row
  scope.rowKey = rowKey
  return verdict
}

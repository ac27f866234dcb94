import { dayNumberIn } from '@clientele/core/orders'
import type { PurchaseSummary } from './purchase-summary.ts'
import { ranksBelow } from './ranked-cuts.ts'
import type { RfmModel } from './rfm-model.ts'
import type { RfmScore } from './rfm-score.ts'
import { isScorable } from './sample.ts'
import { compileSegmentTable } from './segments/compile-segment-table.ts'
import { cutsBelow } from './thresholds.ts'

/**
 * Scores contacts one at a time by a model, on a reference date; `undefined` for a contact without a valid
 * order, which is not scored.
 *
 * @throws `INVALID_DEFINITION` when the model's segments are not a partition
 */
export function scoreWithModel(
  model: RfmModel,
  at: number,
): (summary: PurchaseSummary) => RfmScore | undefined {
  const dayNumber = dayNumberIn(model.zone)
  const today = dayNumber(at)
  const cellOf = compileSegmentTable(model.segments)
  const { cuts, ranks, levels } = model
  return (summary) => {
    if (!isScorable(summary, at)) return undefined
    const { contactId, orders, revenueMinor } = summary
    const recencyDays = today - dayNumber(summary.lastOrderAt)
    let r = levels.r - cutsBelow(cuts.recencyDays, recencyDays)
    let f = 1 + cutsBelow(cuts.orders, orders)
    let m = 1 + cutsBelow(cuts.revenueMinor, revenueMinor)
    if (ranks !== undefined) {
      r = 1 + ranksBelow(ranks.recencyDays, recencyDays, contactId, -1)
      f = 1 + ranksBelow(ranks.orders, orders, contactId, 1)
      m = 1 + ranksBelow(ranks.revenueMinor, revenueMinor, contactId, 1)
    }
    const { code, segment } = cellOf(r, f, m)
    return { contactId, recencyDays, orders, revenueMinor, r, f, m, code, segment }
  }
}

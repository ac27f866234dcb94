import { ClienteleError, readModel } from '@clientele/core'
import * as z from 'zod'
import { RFM_MODEL_VERSION, type RfmModel } from './rfm-model.ts'
import { compileSegmentTable } from './segments/compile-segment-table.ts'

const levels = z.object({
  r: z.int().min(2).max(9),
  f: z.int().min(2).max(9),
  m: z.int().min(2).max(9),
})
const cuts = z.array(z.number())
const ranks = z.array(z.tuple([z.number(), z.string()]))
const range = z.tuple([z.int(), z.int()])

const schema = z.object({
  kind: z.literal('clientele.rfm'),
  version: z.literal(RFM_MODEL_VERSION),
  method: z.enum(['quantile', 'ntile', 'fixed']),
  methodVersion: z.string(),
  fittedAt: z.number(),
  zone: z.string(),
  sampleSize: z.int().min(0),
  levels,
  achieved: z.object({ r: z.array(z.int()), f: z.array(z.int()), m: z.array(z.int()) }),
  cuts: z.object({ recencyDays: cuts, orders: cuts, revenueMinor: cuts }),
  ranks: z.object({ recencyDays: ranks, orders: ranks, revenueMinor: ranks }).optional(),
  segments: z.object({
    id: z.string(),
    axes: z.enum(['r-f-m', 'r-fm']),
    levels,
    combine: z.enum(['mean', 'product']).optional(),
    segments: z.array(
      z.object({
        id: z.string().min(1),
        label: z.string(),
        codes: z.array(z.string()).optional(),
        boxes: z
          .array(
            z.object({
              r: range.optional(),
              f: range.optional(),
              m: range.optional(),
              fm: range.optional(),
            }),
          )
          .optional(),
      }),
    ),
  }),
})

/**
 * Reads a stored model back.
 *
 * @throws `MODEL_VERSION` for a model of another version or of something else
 * @throws `INVALID_INPUT` for a model that is damaged; the message names the place
 */
export function parseRfmModel(json: unknown): RfmModel {
  const model: RfmModel = readModel(
    { kind: 'clientele.rfm', version: RFM_MODEL_VERSION, title: 'RFM model' },
    schema,
    json,
  )
  compileSegmentTable(model.segments)
  refuseMisfit(model)
  return model
}

function refuseMisfit(model: RfmModel): void {
  const pairs = [
    ['recencyDays', model.levels.r, model.segments.levels.r],
    ['orders', model.levels.f, model.segments.levels.f],
    ['revenueMinor', model.levels.m, model.segments.levels.m],
  ] as const
  for (const [name, count, tableCount] of pairs) {
    if (model.cuts[name].length !== count - 1 || count !== tableCount) {
      throw new ClienteleError(
        'INVALID_INPUT',
        `The RFM model is damaged at cuts.${name}: expected ${tableCount - 1} cuts for ${tableCount} levels, got ${model.cuts[name].length}. Fit it again.`,
      )
    }
  }
  if ((model.method === 'ntile') !== (model.ranks !== undefined)) {
    throw new ClienteleError(
      'INVALID_INPUT',
      'The RFM model is damaged at ranks: they are there for the ntile method and for no other. Fit it again.',
    )
  }
}

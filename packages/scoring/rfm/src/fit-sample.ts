import { ClienteleError } from '@clientele/core'
import { fitRanks } from './ranked-cuts.ts'
import {
  type LevelsAchieved,
  RFM_METHOD_VERSION,
  RFM_MODEL_VERSION,
  type RfmCuts,
  type RfmModel,
} from './rfm-model.ts'
import { checkFixedCuts, type RfmOptions, segmentsFor } from './rfm-options.ts'
import type { Sample } from './sample.ts'
import { compileSegmentTable } from './segments/compile-segment-table.ts'
import { cutsBelow, quantileCuts } from './thresholds.ts'

/** A model, or why there is none. */
export type RfmFit =
  | { readonly status: 'fitted'; readonly model: RfmModel }
  | {
      readonly status: 'insufficient_data'
      readonly reason: string
      readonly sampleSize: number
      readonly minimumSample: number
    }

/** Places the cuts of a method on a sample. */
export function fitSample(sample: Sample, options: RfmOptions): RfmFit {
  const method = options.method ?? { kind: 'quantile' }
  if (method.kind === 'frozen') return { status: 'fitted', model: frozen(method.model, options) }
  const segments = segmentsFor(options)
  compileSegmentTable(segments)
  if (method.kind === 'fixed') checkFixedCuts(method, segments)
  const { levels } = segments
  const sampleSize = sample.orders.length
  const needed = method.kind === 'fixed' ? 0 : Math.max(levels.r, levels.f, levels.m)
  const minimumSample = options.minimumSample ?? needed
  if (sampleSize < minimumSample) {
    return {
      status: 'insufficient_data',
      reason: `${sampleSize} contacts with a valid order, ${minimumSample} needed to place the cuts`,
      sampleSize,
      minimumSample,
    }
  }
  const sorted = {
    recencyDays: Float64Array.from(sample.recencyDays).sort(),
    orders: Float64Array.from(sample.orders).sort(),
    revenueMinor: Float64Array.from(sample.revenueMinor).sort(),
  }
  const cuts: RfmCuts =
    method.kind === 'fixed'
      ? { recencyDays: method.recencyDays, orders: method.orders, revenueMinor: method.revenueMinor }
      : {
          recencyDays: quantileCuts(sorted.recencyDays, levels.r),
          orders: quantileCuts(sorted.orders, levels.f),
          revenueMinor: quantileCuts(sorted.revenueMinor, levels.m),
        }
  const ranks = method.kind === 'ntile' ? fitRanks(sample, levels) : undefined
  return {
    status: 'fitted',
    model: {
      kind: 'clientele.rfm',
      version: RFM_MODEL_VERSION,
      method: method.kind,
      methodVersion: RFM_METHOD_VERSION,
      fittedAt: options.at,
      zone: options.zone ?? 'UTC',
      sampleSize,
      levels,
      achieved:
        ranks === undefined
          ? {
              r: levelsOf(sorted.recencyDays, cuts.recencyDays)
                .map((level) => levels.r + 1 - level)
                .reverse(),
              f: levelsOf(sorted.orders, cuts.orders),
              m: levelsOf(sorted.revenueMinor, cuts.revenueMinor),
            }
          : allLevels(levels, sampleSize),
      cuts,
      ...(ranks === undefined ? {} : { ranks }),
      segments,
    },
  }
}

function frozen(model: RfmModel, options: RfmOptions): RfmModel {
  if (options.zone !== undefined && options.zone !== model.zone) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `The frozen model counts days in ${model.zone}, the options ask for ${options.zone}: leave \`zone\` out.`,
    )
  }
  if (options.segments === undefined) {
    compileSegmentTable(model.segments)
    return model
  }
  const { r, f, m } = options.segments.levels
  if (r !== model.levels.r || f !== model.levels.f || m !== model.levels.m) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `The frozen model has ${model.levels.r} × ${model.levels.f} × ${model.levels.m} levels, table "${options.segments.id}" has ${r} × ${f} × ${m}.`,
    )
  }
  compileSegmentTable(options.segments)
  return { ...model, segments: options.segments }
}

function levelsOf(sorted: Float64Array, cuts: readonly number[]): number[] {
  const levels: number[] = []
  let last = 0
  for (const value of sorted) {
    const level = cutsBelow(cuts, value) + 1
    if (level !== last) levels.push(level)
    last = level
  }
  return levels
}

function allLevels(levels: RfmModel['levels'], sampleSize: number): LevelsAchieved {
  const upTo = (count: number) => Array.from({ length: Math.min(count, sampleSize) }, (_, index) => index + 1)
  return { r: upTo(levels.r), f: upTo(levels.f), m: upTo(levels.m) }
}

import type { RfmCellSize, RfmSummary } from '../model/rfm-summary.ts'
import type { Section } from './seen.ts'

/** Counts contacts by the RFM scores that are stored; nothing where no contact has one. */
export function measureRfm(
  scorerId: string,
  names: { readonly [segment: string]: string },
): Section<RfmSummary | undefined> {
  const cells = new Map<string, { -readonly [Key in keyof RfmCellSize]: RfmCellSize[Key] }>()
  const segments = new Map<string, { contacts: number; revenueMinor: number }>()
  let scored = 0
  let notScored = 0
  let method = ''
  return {
    add: ({ bundle }) => {
      const score = bundle.scores[scorerId]
      const { r, f, segment, revenueMinor } = score ?? {}
      if (
        score?.status !== 'scored' ||
        typeof r !== 'number' ||
        typeof f !== 'number' ||
        typeof segment !== 'string'
      ) {
        notScored++
        return
      }
      scored++
      if (typeof score.method === 'string') method = score.method
      const revenue = typeof revenueMinor === 'number' ? revenueMinor : 0
      const cell = cells.get(`${r}/${f}`) ?? { r, f, contacts: 0, revenueMinor: 0 }
      cell.contacts++
      cell.revenueMinor += revenue
      cells.set(`${r}/${f}`, cell)
      const one = segments.get(segment) ?? { contacts: 0, revenueMinor: 0 }
      segments.set(segment, { contacts: one.contacts + 1, revenueMinor: one.revenueMinor + revenue })
    },
    finish: () =>
      scored === 0
        ? undefined
        : {
            method,
            sampleSize: scored,
            notScored,
            rLevels: Math.max(...[...cells.values()].map(({ r }) => r)),
            fLevels: Math.max(...[...cells.values()].map(({ f }) => f)),
            cells: [...cells.values()],
            segments: [...segments].map(([id, one]) => ({
              id,
              name: names[id] ?? id,
              share: one.contacts / scored,
              ...one,
            })),
          },
  }
}

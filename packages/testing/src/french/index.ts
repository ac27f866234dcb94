export { DEFAULT_DEFECT_RATES, type FrenchDefectRates } from './defect-rates.ts'
export { type FrenchBaseOptions, frenchBase } from './french-base.ts'
export type { FrenchDefect, FrenchRecord, FrenchSource, FrenchTruth } from './french-record.ts'

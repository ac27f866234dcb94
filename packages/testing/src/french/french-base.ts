import { ClienteleError } from '@clientele/core'
import { seededRandom } from '../seeded-random.ts'
import { DEFAULT_DEFECT_RATES, type FrenchDefectRates } from './defect-rates.ts'
import type { FrenchRecord } from './french-record.ts'
import { householdMaker } from './household-maker.ts'
import { recordWriter, type UnnumberedRecord } from './record-writer.ts'
import { uniqueContactPoints } from './unique-contact-points.ts'

/** What {@link frenchBase} is told. */
export interface FrenchBaseOptions {
  /** How many records. */
  readonly rows: number
  /** The same seed gives the same records, on every platform. @default 'clientele' */
  readonly seed?: string | number | undefined
  /** How often each defect is made. @default {@link DEFAULT_DEFECT_RATES} */
  readonly rates?: Partial<FrenchDefectRates> | undefined
}

/** Records that wait to be delivered: one person's are this far apart, whatever the size of the base. */
const WAITING = 50_000

/** Nothing can be delivered to the addresses (RFC 2606). */
const MAIL_SUFFIX = '.example'

/**
 * A made-up base of French shop customers with its truth, record by record, in memory that does not grow with it.
 *
 * It models three sources (e-shop, till, ERP) that each know some fields; first names by decade of birth and surnames
 * by rank as INSEE publishes them, with a long composed tail; households of one person, couples with one surname or
 * two, and children of age, who share address, landline, mailbox, computer and loyalty card; moves, maiden names, short
 * forms, second accounts; typing errors, swapped names, exchanged days and months, placeholders, shop terminals. It does
 * not model: firms, foreigners' address forms, fraud, and records of which nobody knows the name.
 *
 * @throws {@link ClienteleError} `INVALID_OPTIONS` where `rows` is no number of records.
 *
 * @example
 * ```ts
 * const records = [...frenchBase({ rows: 100, seed: 7 })]
 * // records.length is 100
 * ```
 */
export function* frenchBase(options: FrenchBaseOptions): Generator<FrenchRecord> {
  const { rows } = options
  if (!Number.isSafeInteger(rows) || rows < 0) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected \`rows\` to be a whole number from 0 up, got ${rows}.`,
    )
  }
  const random = seededRandom(options.seed ?? 'clientele')
  const rates = { ...DEFAULT_DEFECT_RATES, ...options.rates }
  const household = householdMaker(rates, uniqueContactPoints(MAIL_SUFFIX))
  const write = recordWriter(rates)
  const waiting: UnnumberedRecord[] = []
  const most = Math.min(WAITING, rows)
  let delivered = 0
  while (delivered < rows) {
    while (waiting.length < most) {
      for (const person of household(random)) {
        // One record and more: a tail of customers who come by every door, 2.5 records on the average.
        const records = 1 + Math.min(11, Math.floor(random.exponential() * 1.8))
        for (let record = 0; record < records; record++) waiting.push(write(person, random))
      }
    }
    const place = random.integer(waiting.length)
    const next = waiting[place]!
    const last = waiting.pop()!
    if (place < waiting.length) waiting[place] = last
    yield { rec_id: `r${delivered++}`, ...next }
  }
}

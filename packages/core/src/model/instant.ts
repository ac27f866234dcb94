import * as z from 'zod'

/** An instant in epoch milliseconds UTC; the only form of time inside Clientele. */
export type Instant = number

/** The latest instant that a JavaScript date can hold (ECMA-262, 8.64e15 ms). */
export const MAX_INSTANT: Instant = 8_640_000_000_000_000

export const instantSchema: z.ZodType<Instant> = z.number().int().min(-MAX_INSTANT).max(MAX_INSTANT)

import type { DurationText } from '../conditions/ast.ts'

/** How many messages a contact may get in a stretch of time; where several rules apply the strictest holds. */
export interface PressureRule {
  readonly id: string
  /** Which messages the rule counts and holds back. @default all marketing messages */
  readonly scope?:
    | {
        readonly channel?: string | undefined
        readonly purpose?: string | undefined
        readonly programme?: string | undefined
        readonly segment?: string | undefined
      }
    | undefined
  readonly max: number
  /** A rolling window (`{ rolling: '7d' }`), or a calendar day, week (from Monday) or month in the contact's zone. */
  readonly window: { readonly rolling: DurationText } | { readonly calendar: 'day' | 'week' | 'month' }
  /** What a message does that finds no room. `defer` waits for the first free instant. @default 'skip' */
  readonly overflow?: 'skip' | 'defer' | undefined
  /** A deferred message that finds no room within this is withheld. @default '7d' */
  readonly expireAfter?: DurationText | undefined
}

/** When marketing messages of a channel may leave, in the contact's zone. */
export interface QuietHours {
  readonly id: string
  readonly channel: string
  /** ISO 3166-1 alpha-2 of the contacts it holds for. @default all */
  readonly country?: string | undefined
  /** Allowed windows by weekday (1 is Monday): `{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' }`. */
  readonly allowed: readonly {
    readonly days: readonly number[]
    readonly from: string
    readonly to: string
  }[]
  /** Local dates (`yyyy-mm-dd`) on which nothing leaves. */
  readonly holidays?: readonly string[] | undefined
  /** A message that comes outside waits for the next allowed instant, or is withheld. @default 'defer' */
  readonly outside?: 'defer' | 'cancel' | undefined
}

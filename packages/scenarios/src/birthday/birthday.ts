import type { ScenarioDefinition, ScenarioNode, SegmentDefinition } from '@clientele/core'
import { marketingEmail } from '../shared/marketing-email.ts'
import type { ProgrammeOptions } from '../shared/programme-options.ts'
import type { Voucher } from '../shared/voucher.ts'
import { birthdayCopy } from './birthday-copy.ts'

/** What {@link birthday} and {@link birthdaySegment} can be told. */
export interface BirthdayOptions extends ProgrammeOptions {
  /** Field that holds the date of birth. @default 'birthDate' */
  readonly birthField?: string | undefined
  /** Local time at which the wish leaves. @default '09:00' */
  readonly at?: string | undefined
  /** What is given. @default nothing but the wish */
  readonly voucher?: Voucher | undefined
  /** What is given to those who prefer a category, by the value of {@link BirthdayOptions.categoryField}. */
  readonly voucherByCategory?: { readonly [category: string]: Voucher } | undefined
  /** Field, or score, that holds the preferred category. @default 'favouriteCategory' */
  readonly categoryField?: string | undefined
}

const SEGMENT = 'birthday-today'

/**
 * Whose birthday is today, by their own calendar; 29 February is kept on the 28th in a common year. {@link birthday}
 * needs it among the segments.
 */
export function birthdaySegment(options: Pick<BirthdayOptions, 'birthField'> = {}): SegmentDefinition {
  return {
    id: SEGMENT,
    name: 'Birthday today',
    where: { field: options.birthField ?? 'birthDate', op: 'anniversaryWithin', value: '0d' },
  }
}

/**
 * P4, birthday: a wish on the morning of the birthday, in the contact's zone, with a voucher for the category that
 * the person prefers. Compose it with {@link birthdaySegment}.
 *
 * @example
 * ```ts
 * const scenarios = [birthday({ voucher: { code: 'JOYEUX', label: { fr: '10 € offerts', en: '€10 off' } } })]
 * const segments = [birthdaySegment()]
 * ```
 */
export function birthday(options: BirthdayOptions = {}): ScenarioDefinition {
  const birthField = options.birthField ?? 'birthDate'
  const categories = Object.entries(options.voucherByCategory ?? {})
  const nodes: Record<string, ScenarioNode> = {
    morning: {
      type: 'waitUntilTime',
      time: options.at ?? '09:00',
      next: categories.length === 0 ? 'wish' : 'affinity',
    },
    wish: wish(options, options.voucher),
    wished: { type: 'exit', reason: 'wished' },
  }
  if (categories.length > 0) {
    const field = options.categoryField ?? 'favouriteCategory'
    const cases = categories.map(([category], index) => ({
      when: { field, op: 'eq', value: category } as const,
      next: `wish-${index + 1}`,
    }))
    nodes.affinity = { type: 'branch', cases, else: 'wish' }
    for (const [index, [, voucher]] of categories.entries())
      nodes[`wish-${index + 1}`] = wish(options, voucher)
  }
  return {
    id: options.id ?? 'birthday',
    name: 'Birthday',
    programme: 'loyalty',
    objective: 'Be remembered on a birthday',
    goal: { kpi: 'orders within 30 days of the wish', event: 'Order Completed', within: '30d' },
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'segmentEntered', segment: SEGMENT }],
    reentry: 'always',
    whileLive: 'ignore',
    personalisation: {
      needs: [
        { field: birthField, freshness: '7d' },
        { field: 'email', freshness: '1d' },
      ],
    },
    // A birthday that was corrected meanwhile is none today.
    interruption: { exitWhen: { not: { segment: SEGMENT } } },
    start: 'morning',
    nodes,
    meta: { catalogue: 'P4', priority: options.priority ?? 40 },
  }
}

function wish(options: BirthdayOptions, voucher: Voucher | undefined): ScenarioNode {
  return marketingEmail(options, {
    objective: 'Wish a happy birthday',
    copy: (language) => birthdayCopy(language, options.shop, voucher),
    next: 'wished',
  })
}

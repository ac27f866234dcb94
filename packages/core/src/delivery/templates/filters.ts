import type { filters as builtIn, Liquid } from 'liquidjs'

/** What a filter of Liquid is called on. */
interface FilterThis {
  readonly context: { readonly getSync: (path: string[]) => unknown }
}

/**
 * Filters beside Liquid's own: `money` writes an amount in the contact's language (`{{ trigger.total | money: 'EUR' }}`),
 * `number` a number; `date` knows the contact's zone, reads instants in ms, and takes `now` from the instant of
 * sending instead of the machine's clock.
 */
export function registerFilters(engine: Liquid, library: typeof builtIn): void {
  const date = library.date as unknown as (this: unknown, value: unknown, ...rest: unknown[]) => unknown
  engine.registerFilter(
    'date',
    function (this: unknown, value: unknown, format?: unknown, zone?: unknown): unknown {
      const moment = value === 'now' || value === 'today' ? localeOf(this).now : value
      return date.call(this, isInstant(moment) ? moment / 1000 : moment, format, zone ?? localeOf(this).zone)
    },
  )
  engine.registerFilter('money', function (this: unknown, value: unknown, currency?: unknown): string {
    const amount = Number(value)
    if (!Number.isFinite(amount)) return ''
    if (typeof currency !== 'string' || !/^[A-Za-z]{3}$/u.test(currency))
      return format(localeOf(this).language, amount, {})
    return format(localeOf(this).language, amount, { style: 'currency', currency: currency.toUpperCase() })
  })
  engine.registerFilter('number', function (this: unknown, value: unknown): string {
    const amount = Number(value)
    return Number.isFinite(amount) ? format(localeOf(this).language, amount, {}) : ''
  })
}

/** An epoch in ms, as all instants of Clientele are; Liquid itself would take it for seconds. */
function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) > 1e11
}

function localeOf(filter: unknown): {
  readonly language: string
  readonly zone: string
  readonly now: number
} {
  return (filter as FilterThis).context.getSync(['locale']) as never
}

function format(language: string, amount: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(language, options).format(amount)
}

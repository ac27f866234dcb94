const formatters: Map<string, Intl.DateTimeFormat | undefined> = new Map()
/** Zone names come from outside: what is kept of them must not grow for ever. */
const MAX_FORMATTERS = 1000

/** The kept formatter that tells the local time of a zone; `undefined` if there is no such zone. */
export function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(zone)
  if (known !== undefined || formatters.has(zone)) return known
  if (formatters.size >= MAX_FORMATTERS) formatters.clear()
  const made = makeFormatter(zone)
  formatters.set(zone, made)
  return made
}

function makeFormatter(zone: string): Intl.DateTimeFormat | undefined {
  if (!/^[A-Za-z]/.test(zone)) return undefined
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      // The host's calendar must not be asked for: `h23` and `gregory` are what the arithmetic expects.
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'narrow',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    return undefined
  }
}

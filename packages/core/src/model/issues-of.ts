import type { SchemaFault } from './checking-schema.ts'

/** What a schema found wrong, by path, in one line; never the value that came. */
export function issuesOf({ issues }: SchemaFault, most: number = 3): string {
  const lines = issues.slice(0, most).map(({ path, message }) => {
    const place = path.map(String).join('.')
    return place === '' ? message : `\`${place}\`: ${message}`
  })
  const more = issues.length - lines.length
  return lines.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

import type * as z from 'zod'

/** What a schema found wrong, by path, in one line; never the value that came. */
export function issuesOf(error: z.ZodError, most: number = 3): string {
  const lines = error.issues.slice(0, most).map((issue) => {
    const path = issue.path.map(String).join('.')
    return path === '' ? issue.message : `\`${path}\`: ${issue.message}`
  })
  const more = error.issues.length - lines.length
  return lines.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

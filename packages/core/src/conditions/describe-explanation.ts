import { type DescribeOptions, describeCondition } from './describe.ts'
import type { Explanation } from './explain.ts'
import { ENGLISH, FRENCH } from './words.ts'

/**
 * An explanation in words, a line for each part, what it stands on below it: whether it holds, what it asks, and the
 * value found. A person's data.
 *
 * @example
 * ```ts
 * const show = (why: Explanation) => describeExplanation(why, { language: 'fr' })
 * // ✗ ville est « Lyon » (trouvé : "Paris")
 * ```
 */
export function describeExplanation(explanation: Explanation, options: DescribeOptions = {}): string {
  const words = options.language === 'fr' ? FRENCH : ENGLISH
  const lines: string[] = []
  const seen = new Set<Explanation>()
  const write = (part: Explanation, depth: number): void => {
    const { condition, holds, found, parts } = part
    const value = found === undefined ? '' : ` (${words.found(JSON.stringify(found))})`
    lines.push(`${'  '.repeat(depth)}${holds ? '✓' : '✗'} ${describeCondition(condition, options)}${value}`)
    // However many parts stand on a segment, what it stands on is said once.
    if (seen.has(part)) return
    seen.add(part)
    for (const inner of parts) write(inner, depth + 1)
  }
  write(explanation, 0)
  return lines.join('\n')
}

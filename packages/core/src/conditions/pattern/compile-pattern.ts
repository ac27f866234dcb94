import { refuseCondition } from '../refuse.ts'
import { PatternFault, parsePattern } from './parse-pattern.ts'
import { type Instruction, programOf } from './program.ts'
import { searchOf } from './search.ts'

/** Does a text hold a match anywhere? */
export type TextPattern = (text: string) => boolean

const MAX_LENGTH = 1000

/** What is wrong with a pattern; `undefined` if nothing is. */
export function patternFault(source: string): string | undefined {
  try {
    build(source)
    return undefined
  } catch (error) {
    if (error instanceof PatternFault) return `the pattern cannot be used: ${error.message}`
    throw error
  }
}

/**
 * Compiles a pattern for a search that takes time in proportion to the text, whatever the pattern and the text: no
 * pattern can be made to hang. With `ignoreCase`, pattern and text are compared in lower case.
 *
 * @throws `INVALID_CONDITION` for what cannot be matched so: back references, look-around.
 */
export function compilePattern(
  source: string,
  options: { readonly ignoreCase: boolean },
  path: string,
): TextPattern {
  const fault = patternFault(source)
  if (fault !== undefined) throw refuseCondition(path, fault)
  const search = searchOf(build(options.ignoreCase ? foldPattern(source) : source))
  return options.ignoreCase ? (text) => search(text.toLowerCase()) : search
}

function build(source: string): readonly Instruction[] {
  if (source.length > MAX_LENGTH) throw new PatternFault(`it is longer than ${MAX_LENGTH} characters`)
  return programOf(parsePattern(source))
}

/** The pattern in lower case; the letters after a backslash keep their meaning. */
function foldPattern(source: string): string {
  return source.replace(/\\[\s\S]|[^\\]+/g, (part) => (part.startsWith('\\') ? part : part.toLowerCase()))
}

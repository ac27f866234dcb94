import { readFile } from 'node:fs/promises'
import { ClienteleError } from '@clientele/core'
import { type FilesMapping, filesMappingSchema } from './mapping.ts'

/** The least that a Zod issue says; unions carry those of their branches. */
interface Issue {
  readonly code?: string | undefined
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly errors?: readonly (readonly Issue[])[] | undefined
}

/**
 * A mapping that was checked whole.
 *
 * @throws `MAPPING_INVALID` that lists every fault with its path.
 */
export function parseMapping(input: unknown): FilesMapping {
  const result = filesMappingSchema.safeParse(input)
  if (result.success) return result.data
  const problems = flatten(result.error.issues as readonly Issue[], [])
  throw new ClienteleError(
    'MAPPING_INVALID',
    `Expected a mapping of files, got ${problems.length} fault(s) in it: ${problems.join('; ')}. Mend the mapping, nothing was read.`,
    { details: { problems } },
  )
}

/**
 * Reads a mapping file.
 *
 * @throws `FILE_UNREADABLE` when it cannot be opened, `MAPPING_INVALID` when it is not JSON or not a mapping.
 */
export async function loadMapping(path: string): Promise<FilesMapping> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new ClienteleError('FILE_UNREADABLE', `Expected a mapping file at ${path}; it cannot be read.`, {
      cause,
      details: { path },
    })
  }
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ClienteleError('MAPPING_INVALID', `Expected JSON in the mapping file ${path}.`, {
      cause,
      details: { path },
    })
  }
  return parseMapping(json)
}

function flatten(issues: readonly Issue[], above: readonly PropertyKey[]): string[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path]
    // Of a union, the branch that came closest tells most: the one whose faults lie deepest, then are fewest.
    const branches = (issue.errors ?? []).filter((branch) => branch.length > 0)
    const closest = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
    if (issue.code === 'invalid_union' && closest !== undefined) return flatten(closest, path)
    return [`\`${dotted(path)}\`: ${issue.message}`]
  })
}

function depth(branch: readonly Issue[]): number {
  // A branch that only says "wrong type" at its root is further off than one that looked inside.
  return Math.max(...branch.map((issue) => issue.path.length * 2 + (issue.code === 'invalid_type' ? 0 : 1)))
}

function dotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

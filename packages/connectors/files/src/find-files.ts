import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ClienteleError } from '@clientele/core'
import type { FilePlan } from './mapping/file-plan.ts'

/** The files of a folder whose name fits the pattern of a plan, in alphabetical order. */
export async function findFiles(
  folder: string,
  plan: Pick<FilePlan, 'file' | 'optional'>,
): Promise<readonly string[]> {
  let names: readonly string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    throw new ClienteleError(
      'FILE_UNREADABLE',
      `Expected a folder that can be read at ${folder}; check the path.`,
      {
        cause,
        details: { folder },
      },
    )
  }
  const found = names.filter((name) => fits(plan.file, name)).sort()
  if (found.length === 0 && !plan.optional)
    throw new ClienteleError(
      'FILE_UNREADABLE',
      `Expected a file ${plan.file} in ${folder}, found none; put it there, or set \`optional\` in the mapping.`,
      { details: { folder, file: plan.file } },
    )
  return found.map((name) => join(folder, name))
}

/** Does a name fit a pattern in which `*` stands for any part? Linear in the length of the name times the pattern's. */
function fits(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return name === pattern
  if (!name.startsWith(first)) return false
  let from = first.length
  const last = rest.pop() ?? ''
  for (const part of rest) {
    const at = name.indexOf(part, from)
    if (at === -1) return false
    from = at + part.length
  }
  return name.length - last.length >= from && name.endsWith(last)
}

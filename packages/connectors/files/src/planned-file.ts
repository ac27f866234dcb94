import { ClienteleError } from '@clientele/core'
import { columnFaults } from './check-columns.ts'
import { findFiles } from './find-files.ts'
import { type FilePlan, filePlan } from './mapping/file-plan.ts'
import type { FilesMapping } from './mapping/mapping.ts'
import type { FileFacts } from './read/file-facts.ts'
import { inspectFile } from './read/inspect-file.ts'

/** A file of the folder with what the mapping says of it. */
export interface PlannedFile {
  readonly plan: FilePlan
  readonly facts: FileFacts
}

/**
 * Finds the files of a mapping, looks into each and holds the mapping against its header. Nothing is read of any file
 * before all of them fit.
 *
 * @throws `MAPPING_INVALID` that lists every column that is not there; `FILE_UNREADABLE`.
 */
export async function planFiles(folder: string, mapping: FilesMapping): Promise<readonly PlannedFile[]> {
  const planned: PlannedFile[] = []
  const faults: string[] = []
  for (const file of mapping.files) {
    const plan = filePlan(mapping, file)
    for (const path of await findFiles(folder, plan)) {
      const facts = await inspectFile(path, plan)
      faults.push(...columnFaults(plan, facts))
      planned.push({ plan, facts })
    }
  }
  if (faults.length > 0)
    throw new ClienteleError(
      'MAPPING_INVALID',
      `Expected the columns of the mapping in the headers of the files, got ${faults.length} fault(s): ${faults.join('; ')}. Mend the mapping or the files; nothing was read.`,
      { details: { problems: faults } },
    )
  return planned
}

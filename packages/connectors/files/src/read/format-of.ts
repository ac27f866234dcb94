import type { FilePlan } from '../mapping/file-plan.ts'
import { unreadable } from './unreadable.ts'

/**
 * The format of a file, by its extension unless it is declared.
 *
 * @throws `FILE_UNREADABLE` for an extension that tells nothing.
 */
export function formatOf(path: string, declared: FilePlan['format']): 'csv' | 'tsv' | 'jsonl' {
  if (declared !== 'auto') return declared
  const extension = /\.([a-z0-9]+)(?:\.gz)?$/i.exec(path)?.[1]?.toLowerCase()
  if (extension === 'csv' || extension === 'txt') return 'csv'
  if (extension === 'tsv' || extension === 'tab') return 'tsv'
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl'
  throw unreadable(
    path,
    'an extension .csv, .txt, .tsv, .tab, .jsonl or .ndjson (and .gz), or a declared `format`',
  )
}

import { foldText } from '@clientele/core/identity'
import { targetColumns } from './mapping/columns.ts'
import type { FilePlan } from './mapping/file-plan.ts'
import type { FileFacts } from './read/file-facts.ts'

/** What is wrong between a mapping and the header of a file: one line a fault, none when it fits. */
export function columnFaults(plan: Pick<FilePlan, 'targets'>, facts: FileFacts): readonly string[] {
  // Of JSON lines only the first are known, and a key may come later: an absent one is no fault.
  if (facts.format === 'jsonl' || (facts.isEmpty && facts.columns.length === 0)) return []
  const known = new Set(facts.columns)
  const faults: string[] = []
  const told = new Set<string>()
  for (const target of plan.targets) {
    for (const { column, path, optional } of targetColumns(target)) {
      if (known.has(column) || optional || column === '#line' || told.has(column)) continue
      told.add(column)
      faults.push(`${facts.name}: \`${path}\` names the column \`${column}\`, ${hint(column, facts)}`)
    }
  }
  return faults
}

function hint(column: string, facts: FileFacts): string {
  if (facts.duplicates.includes(column))
    return `which stands more than once in the header; write \`${column}#1\`, \`${column}#2\` …`
  const folded = bare(column)
  const alike = facts.columns.find((name) => bare(name) === folded)
  if (alike !== undefined) return `which is not in the header; did you mean \`${alike}\`?`
  const names = facts.columns.slice(0, 30).map((name) => `\`${name}\``)
  const more = facts.columns.length > names.length ? ` and ${facts.columns.length - names.length} more` : ''
  return `which is not in the header; it has ${names.join(', ')}${more}`
}

function bare(name: string): string {
  return foldText(name)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
}

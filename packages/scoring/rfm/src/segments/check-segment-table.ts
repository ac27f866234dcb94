import type { LevelRange, SegmentDefinition, SegmentTable } from './segment-table.ts'

/** What is wrong with a segment table; all empty when it is a partition. */
export interface SegmentTableFaults {
  /** Cells that no segment has. */
  readonly missing: readonly string[]
  /** Cells that several segments have. */
  readonly repeated: readonly string[]
  /** Codes that are not cells of the grid. */
  readonly unknown: readonly string[]
  /** Ids given to several segments, and segments without a cell. */
  readonly segments: readonly string[]
}

/** Checks that every cell of the grid belongs to exactly one segment. */
export function checkSegmentTable(table: SegmentTable): SegmentTableFaults {
  const count = new Map<string, number>(cellsOf(table).map((code) => [code, 0]))
  const unknown: string[] = []
  const badSegments: string[] = []
  const ids = new Set<string>()
  for (const segment of table.segments) {
    const codes = codesOf(table, segment)
    if (ids.has(segment.id) || codes.length === 0) badSegments.push(segment.id)
    ids.add(segment.id)
    for (const code of codes) {
      const before = count.get(code)
      if (before === undefined) unknown.push(code)
      else count.set(code, before + 1)
    }
  }
  const missing: string[] = []
  const repeated: string[] = []
  for (const [code, times] of count) {
    if (times === 0) missing.push(code)
    else if (times > 1) repeated.push(code)
  }
  return { missing, repeated, unknown, segments: badSegments }
}

/** The codes of one segment, listed ones and boxes together. */
export function codesOf(table: SegmentTable, segment: SegmentDefinition): readonly string[] {
  const codes = [...(segment.codes ?? [])]
  for (const box of segment.boxes ?? []) {
    const ranges =
      table.axes === 'r-fm'
        ? [box.r ?? all(table.levels.r), box.fm ?? all(table.levels.f)]
        : [box.r ?? all(table.levels.r), box.f ?? all(table.levels.f), box.m ?? all(table.levels.m)]
    codes.push(...product(ranges))
  }
  return codes
}

function cellsOf(table: SegmentTable): readonly string[] {
  const { r, f, m } = table.levels
  return product(table.axes === 'r-fm' ? [all(r), all(f)] : [all(r), all(f), all(m)])
}

function all(levels: number): LevelRange {
  return [1, levels]
}

function product(ranges: readonly LevelRange[]): readonly string[] {
  let codes = ['']
  for (const [from, to] of ranges) {
    const next: string[] = []
    for (const code of codes) for (let level = from; level <= to; level++) next.push(`${code}${level}`)
    codes = next
  }
  return codes
}

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const script = new URL('./peer.py', import.meta.url).pathname

/** Columns of a base, as they are fitted. */
export interface Columns {
  readonly x: ArrayLike<number>
  readonly tx: ArrayLike<number>
  readonly T: ArrayLike<number>
  readonly m: ArrayLike<number>
}

/** What the peer took and found. */
export interface PeerFit {
  readonly ms: number
  readonly cpu: number
  readonly parameters: readonly number[]
}

/** Is there a Python with NumPy and SciPy on this machine? */
export const hasPeer: boolean =
  spawnSync('python3', ['-c', 'import numpy, scipy'], { stdio: 'ignore' }).status === 0

/** The best of some fits by the peer, rows de-duplicated before the clock runs. */
export function peerFit(family: string, base: Columns, rounds: number): PeerFit | undefined {
  if (!hasPeer) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'value-peer-'))
  try {
    const file = join(folder, 'columns')
    writeFileSync(file, new Uint8Array(foldedColumns(base, family === 'gamma-gamma').buffer))
    const ran = spawnSync('python3', [script, family, file, String(rounds)], { encoding: 'utf8' })
    if (ran.status !== 0) throw new Error(`the peer failed: ${ran.stderr}`)
    return JSON.parse(ran.stdout) as PeerFit
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Distinct rows, column after column, with how many customers have each. */
function foldedColumns({ x, tx, T, m }: Columns, spend: boolean): Float64Array {
  const rows = new Map<string, { readonly row: readonly number[]; customers: number }>()
  for (let index = 0; index < x.length; index += 1) {
    const row = spend ? [x[index]!, 0, 0, m[index]!] : [x[index]!, tx[index]!, T[index]!, 0]
    const key = row.join()
    const known = rows.get(key)
    if (known === undefined) rows.set(key, { row, customers: 1 })
    else known.customers += 1
  }
  const list = [...rows.values()]
  return Float64Array.from([
    ...[0, 1, 2, 3].flatMap((column) => list.map(({ row }) => row[column]!)),
    ...list.map(({ customers }) => customers),
  ])
}

import { Presets, SingleBar } from 'cli-progress'
import type { Shell } from '../shell.ts'

/** Shows how far long work is: a bar on a terminal, nothing where a machine reads. */
export interface ProgressBar {
  readonly update: (label: string, done: number, total: number | undefined, note: string) => void
  readonly stop: () => void
}

/** Makes a bar on standard error, so that standard output stays clean. */
export function progressBar(shell: Shell): ProgressBar {
  if (!shell.isTerminal) return { update: () => {}, stop: () => {} }
  let bar: SingleBar | undefined
  let shown: string | undefined
  const stop = (): void => {
    bar?.stop()
    bar = undefined
  }
  return {
    update: (label, done, total, note) => {
      if (bar === undefined || label !== shown) {
        stop()
        shown = label
        const format = `  {label} {bar} {percentage} % | {note}`
        bar = new SingleBar(
          { format, hideCursor: true, stream: process.stderr, barsize: 24 },
          Presets.shades_classic,
        )
        bar.start(Math.max(1, total ?? done), done, { label: label.padEnd(24), note })
      }
      if (total !== undefined) bar.setTotal(Math.max(1, total))
      bar.update(done, { label: label.padEnd(24), note })
    },
    stop,
  }
}

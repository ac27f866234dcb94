import { html } from '../markup/html.ts'
import type { Canvas, Chart, Tone } from './canvas.ts'
import { barPath, drawable, px } from './geometry.ts'
import { fitText, textWidth } from './text-width.ts'

/** One layer of a bar; later layers lie over earlier ones. */
export interface BarLayer {
  /** Length, 0 to 1 of the full width. */
  readonly length: number
  readonly tone: Tone
}

/** A bar with its name, its figure and what the figure stands on. */
export interface Bar {
  readonly label: string
  readonly layers: readonly BarLayer[]
  /** The figure: `92 %`. */
  readonly value: string
  /** What it is a part of: `18 480 sur 20 000`. */
  readonly note?: string | undefined
}

/**
 * Horizontal bars, one under the other: a rate over a track that stands for the whole, or a comparison
 * without a track.
 */
export function bars(rows: readonly Bar[], options: { readonly track: boolean }): Chart {
  return (canvas) =>
    canvas.narrow ? stacked(rows, options.track, canvas) : sideBySide(rows, options.track, canvas)
}

function sideBySide(
  rows: readonly Bar[],
  track: boolean,
  canvas: Canvas,
): { height: number; body: ReturnType<typeof html> } {
  const { type, width } = canvas
  const labels = Math.min(210, Math.max(...rows.map(({ label }) => textWidth(label, type)), 60)) + 16
  const values = Math.max(...rows.map(({ value }) => textWidth(value, type + 1)), 40) + 14
  const notes = Math.max(...rows.map(({ note }) => textWidth(note ?? '', type - 0.5)), 0)
  const noteRoom = notes > 0 ? Math.min(250, notes) + 14 : 0
  const full = width - labels - values - noteRoom
  const pitch = 32
  const body = html`${rows.map(({ label, layers, value, note }, index) => {
    const middle = index * pitch + pitch / 2
    const base = middle + type * 0.35
    const reach = track ? full : Math.max(0, ...layers.map(({ length }) => clamp(length) * full))
    const after = labels + reach + 10
    return html`<text class="label" x="0" y="${px(base)}" font-size="${type}">${fitText(label, type, labels - 12)}<title>${label}</title></text>${
      track &&
      html`<rect class="track" x="${px(labels)}" y="${px(middle - 7)}" width="${px(full)}" height="14" rx="3"/>`
    }${layers.map((layer) => layerOf(layer, labels, middle - 7, full, 14))}<text class="value" x="${px(after)}" y="${px(base)}" font-size="${type + 1}">${value}</text>${
      note !== undefined &&
      html`<text class="note" x="${px(after + textWidth(value, type + 1) + 8)}" y="${px(base)}" font-size="${type - 0.5}" ${NO_PART}>${fitText(note, type - 0.5, width - after - textWidth(value, type + 1) - 6)}</text>`
    }`
  })}`
  return { height: rows.length * pitch, body }
}

const NO_PART = ''

function stacked(
  rows: readonly Bar[],
  track: boolean,
  canvas: Canvas,
): { height: number; body: ReturnType<typeof html> } {
  const { type, width } = canvas
  let y = 0
  const body = html`${rows.map(({ label, layers, value, note }) => {
    const top = y
    y += note === undefined ? 44 : 60
    return html`<text class="label" x="0" y="${px(top + 13)}" font-size="${type + 0.5}">${fitText(label, type + 0.5, width - textWidth(value, type + 1) - 14)}<title>${label}</title></text><text class="value" x="${px(width)}" y="${px(top + 13)}" text-anchor="end" font-size="${type + 1}">${value}</text>${
      track && html`<rect class="track" x="0" y="${px(top + 20)}" width="${px(width)}" height="10" rx="3"/>`
    }${layers.map((layer) => layerOf(layer, 0, top + 20, width, 10))}${
      note !== undefined &&
      html`<text class="note" x="0" y="${px(top + 45)}" font-size="${type - 0.5}">${fitText(note, type - 0.5, width)}</text>`
    }`
  })}`
  return { height: y, body }
}

function layerOf(
  layer: BarLayer,
  x: number,
  y: number,
  full: number,
  height: number,
): ReturnType<typeof html> | undefined {
  const width = clamp(layer.length) * full
  if (width <= 0) return undefined
  return html`<path class="t-${layer.tone}" d="${barPath(x, y, Math.max(1.5, width), height, 'right')}"/>`
}

function clamp(length: number): number {
  return Math.min(1, drawable(length))
}

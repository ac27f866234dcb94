import type { Markup } from '../markup/html.ts'

/** What a chart is drawn on. Every chart is drawn twice, for a page and for a phone, at its true size. */
export interface Canvas {
  /** In CSS pixels. */
  readonly width: number
  readonly narrow: boolean
  /** Size of the labels, in CSS pixels. */
  readonly type: number
}

/** What a chart draws. */
export interface Drawing {
  readonly height: number
  readonly body: Markup
}

/** A chart: draws the same data on any canvas. */
export type Chart = (canvas: Canvas) => Drawing

export const PAGE: Canvas = { width: 760, narrow: false, type: 12.5 }
export const PHONE: Canvas = { width: 335, narrow: true, type: 12 }

/** One of the colours of a chart, by what it is for; the style sheet says which colour that is. */
export type Tone = 'main' | 'soft' | 'warm' | 'third' | 'fourth' | 'fifth' | 'rest'

/** Colours of series, in the order in which they are given out. */
export const SERIES_TONES: readonly Tone[] = ['main', 'warm', 'soft', 'third', 'fourth', 'fifth']

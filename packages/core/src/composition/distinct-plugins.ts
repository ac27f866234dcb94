import type { Plugin } from '../ports/plugin.ts'

/** Nothing to add when every id is there once; else options whose `plugins` read as the sentence of what is wrong. */
export type DistinctPlugins<Plugins extends readonly Plugin[]> =
  RepeatedId<Plugins> extends infer Id extends string
    ? [Id] extends [never]
      ? unknown
      : { readonly plugins: `Duplicate plugin id "${Id}"` }
    : unknown

/** The first id that a tuple of plugins holds twice; `never` when there is none, or ids are not literal. */
type RepeatedId<Plugins extends readonly Plugin[], Seen extends string = never> = Plugins extends readonly [
  infer First extends Plugin,
  ...infer Rest extends readonly Plugin[],
]
  ? string extends First['id']
    ? RepeatedId<Rest, Seen>
    : First['id'] extends Seen
      ? First['id']
      : RepeatedId<Rest, Seen | First['id']>
  : never

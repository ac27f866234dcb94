import type { MessageContent } from '@clientele/core'

/** What every ready-made programme can be told. */
export interface ProgrammeOptions {
  /** Id of the scenario. @default the programme's own name */
  readonly id?: string | undefined
  /** Purpose whose consent a marketing message needs. @default 'newsletter' */
  readonly purpose?: string | undefined
  /** Who writes. @default the copy names nobody */
  readonly shop?: Shop | undefined
  /** Of messages that compete for the room under a pressure rule, the higher goes first. @default the programme's own */
  readonly priority?: number | undefined
  /** Takes the place of the copy that comes with the programme, language by language. */
  readonly content?: { readonly [language: string]: MessageContent } | undefined
}

/** The shop that a person knows. */
export interface Shop {
  readonly name: string
  /** Where the button leads when nothing better is known; `https://…`. */
  readonly url?: string | undefined
}

/** The languages of the copy that comes with the programmes. */
export type Language = 'fr' | 'en'

/** Copy in both languages, as one function of the language. */
export function inBothLanguages(
  options: ProgrammeOptions,
  write: (language: Language) => MessageContent,
): { readonly [language: string]: MessageContent } {
  return { fr: write('fr'), en: write('en'), ...options.content }
}

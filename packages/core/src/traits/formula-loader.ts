import type { FormulaLanguage } from './formula.ts'

/** Holds the language once it is loaded: only a base with formulas pays for it. */
export interface FormulaLoader {
  readonly load: () => Promise<FormulaLanguage>
  /** `undefined` until it is loaded. */
  readonly loaded: () => FormulaLanguage | undefined
}

/** Makes a loader; nothing is loaded by it. */
export function createFormulaLoader(): FormulaLoader {
  let language: FormulaLanguage | undefined
  let loading: Promise<FormulaLanguage> | undefined
  return {
    loaded: () => language,
    load: () => {
      loading ??= import('./formula-language.ts').then(({ createFormulaLanguage }) => {
        language = createFormulaLanguage()
        return language
      })
      return loading
    },
  }
}

import type { Condition } from '../conditions/ast.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import { queryOf } from './ask.ts'
import { idPagesOf } from './crossing/id-pages.ts'
import { thingsRead } from './needs.ts'
import { drawSample } from './sample.ts'
import type { DataGap, Preview, SegmentsApi } from './segments-api.ts'

const DEFAULT_SAMPLE = 10

/** Makes what can be looked at before a segment is saved: sample, data gaps, and both with the count and the time. */
export function createPreview(
  kernel: Kernel,
  { book, count }: { readonly book: DefinitionBook; readonly count: SegmentsApi['count'] },
): Pick<SegmentsApi, 'sample' | 'gaps' | 'preview'> {
  const draw = (what: string | Condition, size: number, salt: string | undefined, options: Abortable) => {
    const at = kernel.clock.now()
    return drawSample(idPagesOf(kernel, book, what, { at, signal: options.signal }), {
      size,
      salt: salt ?? kernel.salt,
    })
  }
  const total = () => kernel.storage.transaction((tx) => tx.contacts.count())

  const gaps: SegmentsApi['gaps'] = async (what, options = {}) => {
    const { where } = queryOf(kernel, book, typeof what === 'string' ? { segment: what } : what)
    const contacts = await total()
    const found: DataGap[] = []
    for (const { kind, name, present } of thingsRead(where, book.environment()))
      found.push({ kind, name, filled: await count(present, options), contacts })
    return found.sort((a, b) => a.filled - b.filled || (a.name < b.name ? -1 : 1))
  }

  return {
    sample: async (what, { size = DEFAULT_SAMPLE, salt, ...options } = {}) =>
      (await draw(what, size, salt, options)).sample,
    gaps,
    preview: async (where, { size = DEFAULT_SAMPLE, salt, ...options } = {}) => {
      const start = kernel.clock.now()
      const { contacts, sample } = await draw(where, size, salt, options)
      const members = { at: start, members: contacts, contacts: await total(), sample }
      const found = await gaps(where, options)
      return { ...members, gaps: found, tookMs: kernel.clock.now() - start } satisfies Preview
    },
  }
}

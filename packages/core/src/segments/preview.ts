import type { Condition } from '../conditions/ast.ts'
import { compileCondition } from '../conditions/compile.ts'
import type { DefinitionBook } from '../engine/definition-book.ts'
import type { Abortable } from '../intake/intake-api.ts'
import type { Kernel } from '../kernel.ts'
import { matchesOf, queryOf } from './ask.ts'
import { idPagesOf } from './crossing/id-pages.ts'
import { type ReadThing, thingsRead } from './needs.ts'
import { drawSample } from './sample.ts'
import type { DataGap, Preview, SegmentsApi } from './segments-api.ts'

const DEFAULT_SAMPLE = 10
/** So many things are counted one by one, each by the database; more in one walk over the base. */
const MOST_COUNTS = 20

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
    const things = thingsRead(where, book.environment())
    const contacts = await total()
    const filled =
      things.length > MOST_COUNTS
        ? await countTogether(kernel, book, things, options)
        : await countEach(things, count, options)
    const found = things.map(({ kind, name }, place): DataGap => {
      return { kind, name, filled: filled[place] as number, contacts }
    })
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

async function countEach(
  things: readonly ReadThing[],
  count: SegmentsApi['count'],
  options: Abortable,
): Promise<readonly number[]> {
  const filled: number[] = []
  for (const { present } of things) filled.push(await count(present, options))
  return filled
}

/** Counts who has each thing, looking at each contact once. */
async function countTogether(
  kernel: Kernel,
  book: DefinitionBook,
  things: readonly ReadThing[],
  { signal }: Abortable,
): Promise<readonly number[]> {
  const environment = book.environment()
  const tests = things.map(({ present }) => compileCondition(present, environment))
  const filled = things.map(() => 0)
  const query = queryOf(kernel, book, { any: things.map(({ present }) => present) })
  for await (const page of matchesOf(kernel, book, query, undefined, signal))
    for (const { facts } of page)
      for (const [place, test] of tests.entries())
        if (test(facts, query.at) > 0) filled[place] = (filled[place] as number) + 1
  return filled
}

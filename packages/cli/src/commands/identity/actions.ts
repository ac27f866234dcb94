import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Clientele, ClienteleError } from '@clientele/core'
import { textOf, type Values } from '../../command.ts'
import { progressBar } from '../../output/progress-bar.ts'
import { formatCount, table } from '../../output/table.ts'
import type { Shell } from '../../shell.ts'

/** One thing that `clientele identity` does. */
export type Action = (asked: {
  readonly clientele: Clientele
  readonly values: Values
  readonly shell: Shell
}) => Promise<void>

const train: Action = async ({ clientele, shell }) => {
  const bar = progressBar(shell)
  const { version, expected, generics } = await clientele.identity
    .train({
      signal: shell.signal,
      onProgress: ({ phase, done, records }) =>
        bar.update(phase, Math.round(done * 100), 100, `${records ?? ''}`),
    })
    .finally(bar.stop)
  shell.say(
    `model ${version}: it expects ${formatCount(expected.contacts)} contacts, ${percent(expected.precision)} of what it joins to be right`,
  )
  if (generics.length > 0)
    shell.say(`\n${table(['belongs to nobody', 'field', 'records'], generics.slice(0, 10).map(genericRow))}`)
  shell.say('\nNothing is changed yet: `clientele identity preview`, then `clientele identity apply`.')
  shell.answer({ version, expected })
}

const preview: Action = async ({ clientele, values, shell }) => {
  const version = numberOf(values, 'version')
  const found = await clientele.identity.preview({ version, signal: shell.signal })
  const { contacts, merges, splits, examples } = found
  shell.say(
    `model ${found.version} would make ${formatCount(contacts.after)} contacts of ${formatCount(contacts.before)}: ${formatCount(merges)} merges, ${formatCount(splits)} splits`,
  )
  const rows = examples.map((one) => [one.kind, one.contactIds.join(' '), one.recordIds.join(' ')])
  if (rows.length > 0) shell.say(`\n${table(['for example', 'contacts', 'records'], rows)}`)
  shell.answer({ ...found } as never)
}

const apply: Action = async ({ clientele, values, shell }) => {
  const bar = progressBar(shell)
  const done = await clientele.identity
    .apply({
      version: numberOf(values, 'version'),
      by: 'clientele identity',
      signal: shell.signal,
      onProgress: (progress) =>
        bar.update(progress.phase, progress.done, progress.total, `${formatCount(progress.done)} records`),
    })
    .finally(bar.stop)
  shell.say(
    `model ${done.version} is in force: ${formatCount(done.records)} records are ${formatCount(done.contacts)} contacts; ${formatCount(done.merged)} merged, ${formatCount(done.split)} split`,
  )
  shell.answer({ ...done })
}

const review: Action = async ({ clientele, values, shell }) => {
  const page = await clientele.identity.review.list({
    after: textOf(values, 'after'),
    limit: numberOf(values, 'limit') ?? 20,
    signal: shell.signal,
  })
  const rows = page.items.map(({ a, b, chance, because }) => [percent(chance), because, a, b])
  shell.say(rows.length === 0 ? 'nothing to decide' : table(['chance', 'because', 'record', 'other'], rows))
  if (page.next !== undefined) shell.say(`\nmore: --after ${page.next}`)
  shell.answer({ ...page } as never)
}

const accept: Action = async ({ clientele, values, shell }) => {
  const contactId = await clientele.identity.review.accept(pairOf(values), decisionOf(values))
  shell.say(`they are ${contactId}`)
  shell.answer({ contactId })
}

const refuse: Action = async ({ clientele, values, shell }) => {
  await clientele.identity.review.refuse(pairOf(values), decisionOf(values))
  shell.say('they are two people, whatever comes')
  shell.answer({ refused: true })
}

const households: Action = async ({ clientele, shell }) => {
  const found = await clientele.identity.households({ signal: shell.signal })
  shell.say(`${formatCount(found.length)} households of two contacts and more`)
  shell.answer([...found] as never)
}

const explain: Action = async ({ clientele, values, shell }) => {
  const { a, b } = pairOf(values)
  const { svg, ...explained } = await clientele.identity.explainMatch(a, b)
  shell.say(explained.text)
  const out = textOf(values, 'out')
  if (out !== undefined) {
    writeFileSync(resolve(shell.folder, out), svg)
    shell.say(`\nwrote ${out}`)
  }
  shell.answer({ ...explained } as never)
}

const report: Action = async ({ clientele, shell }) => {
  const found = await clientele.identity.report({ signal: shell.signal })
  const model = found.model === undefined ? 'no model in force' : `model ${found.model} in force`
  shell.say(
    `${model}; records: ${formatCount(found.records)}, contacts: ${formatCount(found.contacts)}, shared households: ${formatCount(found.households)}`,
  )
  shell.say(
    `probable links: ${formatCount(found.probable)}, ${percent(found.expectedPrecision)} of them expected to be right; pairs to review: ${formatCount(found.review)}`,
  )
  const sections = {
    'records of a contact': found.sizes,
    'duplicates from': found.duplicatesBySource,
  }
  for (const [title, counts] of Object.entries(sections)) {
    const rows = Object.entries(counts)
    if (rows.length > 0) shell.say(`\n${table([title, 'count'], rows)}`)
  }
  if (found.generics.length > 0)
    shell.say(`\n${table(['belongs to nobody', 'field', 'records'], found.generics.map(genericRow))}`)
  shell.answer({ ...found } as never)
}

/** What `clientele identity` does, by name. */
export const actions: { readonly [name: string]: Action } = {
  train,
  preview,
  apply,
  report,
  review,
  accept,
  refuse,
  households,
  explain,
}

function genericRow(generic: {
  readonly field: string
  readonly value: string
  readonly records: number
}): readonly (string | number)[] {
  return [generic.value, generic.field, generic.records]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function pairOf(values: Values): { readonly a: string; readonly b: string } {
  const a = textOf(values, 'record')
  const b = textOf(values, 'other')
  if (a !== undefined && b !== undefined) return { a, b }
  throw new ClienteleError(
    'INVALID_INPUT',
    'Expected two records, --record and --other; see `clientele identity review`.',
  )
}

function decisionOf(values: Values): { readonly reason: string; readonly by: string } {
  const reason = textOf(values, 'reason')
  const by = textOf(values, 'by')
  if (reason !== undefined && by !== undefined) return { reason, by }
  throw new ClienteleError('INVALID_INPUT', 'Expected --reason and --by: who decides, and why.')
}

function numberOf(values: Values, name: string): number | undefined {
  const text = textOf(values, name)
  if (text === undefined) return undefined
  const number = Number(text)
  if (Number.isInteger(number) && number > 0) return number
  throw new ClienteleError('INVALID_INPUT', `Expected --${name} to be a whole number from 1 up.`)
}

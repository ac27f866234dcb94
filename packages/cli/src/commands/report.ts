import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Clientele } from '@clientele/core'
import { type BaseReport, measureBase, renderBaseReport } from '@clientele/reports'
import { type Command, instantOf, textOf } from '../command.ts'
import { loadConfig } from '../config/load-config.ts'
import { withClientele } from '../with-clientele.ts'

/** Fields that most shops have. */
const FIELDS = ['email', 'phone', 'firstName', 'lastName', 'birthDate', 'postcode', 'city', 'country']

/** `clientele report`: measures the base and writes one page. */
export const reportCommand: Command = {
  name: 'report',
  summary: 'measure the base and write one self-contained HTML page',
  arguments: {
    out: { type: 'string', description: 'where to; report.html when left out', valueHint: 'file' },
    title: { type: 'string', description: 'title of the page', valueHint: 'text' },
    locale: { type: 'string', description: 'fr or en', valueHint: 'language' },
    currency: {
      type: 'string',
      description: 'ISO 4217 currency of the orders; EUR when left out',
      valueHint: 'code',
    },
    within: {
      type: 'string',
      description: 'only members of this segment; everybody when left out',
      valueHint: 'segment',
    },
    at: { type: 'string', description: 'day of the report; now when left out', valueHint: 'date' },
  },
  run: async (values, shell) => {
    const { timeZone } = await loadConfig(shell.folder, shell.config)
    const out = resolve(shell.folder, textOf(values, 'out') ?? 'report.html')
    const report = await withClientele(shell, async (clientele) =>
      measureBase(clientele.base, {
        title: textOf(values, 'title') ?? 'Clientele',
        locale: textOf(values, 'locale') === 'en' ? 'en' : 'fr',
        currency: textOf(values, 'currency') ?? 'EUR',
        timeZone,
        at: instantOf(values, 'at') ?? Date.now(),
        fields: FIELDS,
        distributions: ['gender', 'age', 'city', 'country', 'store', 'origin'],
        within: textOf(values, 'within'),
        optIn: [{ channel: 'email', purpose: 'newsletter' }],
        segments: (await clientele.segments.list()).map(({ definition: { id, name } }) => ({
          id,
          name: name ?? id,
        })),
        dataGaps: await dataGapsOf(clientele, shell.signal),
        scenarioFunnels: await funnelsOf(clientele),
        quality: { deadLetters: await clientele.deadLetters.count() },
        signal: shell.signal,
      }),
    )
    await writeFile(out, renderBaseReport(report))
    shell.say(`wrote ${out}`)
    shell.answer({ written: out, contacts: report.base?.contacts ?? 0 })
  },
}

async function dataGapsOf(clientele: Clientele, signal: AbortSignal): Promise<BaseReport['dataGaps']> {
  const found = []
  for (const { definition } of await clientele.segments.list()) {
    const { id, name = id } = definition
    found.push({ id, name, needs: await clientele.segments.gaps(id, { signal }) })
  }
  return found
}

async function funnelsOf(clientele: Clientele): Promise<BaseReport['scenarioFunnels']> {
  const funnels = []
  for (const { definition } of await clientele.scenarios.list()) {
    const { live, ended, messages } = await clientele.scenarios.counts(definition.id)
    const sum = (counts: { readonly [name: string]: number }): number =>
      Object.values(counts).reduce((all, one) => all + one, 0)
    const inState = (state: string): number =>
      messages.filter((one) => one.state === state).reduce((all, one) => all + one.messages, 0)
    funnels.push({
      scenario: definition.id,
      name: definition.name,
      steps: [
        { label: 'started', count: sum(live) + sum(ended) },
        { label: 'messages', count: messages.reduce((all, one) => all + one.messages, 0) },
        { label: 'sent', count: inState('sent') },
      ],
      reasonsNotSent: ['withheld', 'failed', 'in-doubt']
        .map((reason) => ({ reason, count: inState(reason) }))
        .filter(({ count }) => count > 0),
    })
  }
  return funnels
}

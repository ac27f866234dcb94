import { join, relative } from 'node:path'
import { Presets, SingleBar } from 'cli-progress'
import type { TruthScore } from './match-people.ts'
import { runDemo } from './run-demo.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'demo-output')
const started = performance.now()
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1)} s`
const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ')

const bar = process.stderr.isTTY
  ? new SingleBar(
      {
        format: '  {label} {bar} {percentage} %',
        hideCursor: true,
        clearOnComplete: true,
        stream: process.stderr,
      },
      Presets.shades_classic,
    )
  : undefined
let label = ''

const result = await runDemo(
  folder,
  { records: 20_000, orders: 60_000, carts: 4_000 },
  {
    step: (title) => {
      bar?.stop()
      label = ''
      console.log(`${seconds().padStart(7)}  ${title}`)
    },
    progress: (name, done, total) => {
      if (bar === undefined) return
      if (name !== label) {
        bar.stop()
        bar.start(Math.max(1, total ?? done), done, { label: name.padEnd(22) })
        label = name
      }
      bar.update(done, { label: name.padEnd(22) })
    },
  },
)
bar?.stop()

const { simulation, imported, matching } = result
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const against = ({ contacts, precision, recall }: TruthScore): string =>
  `${count(contacts)} contacts (precision ${percent(precision)}, recall ${percent(recall)})`
const held = Object.entries(simulation.outcomes).filter(([reason]) => reason !== 'sent')
const sentBy = Object.entries(result.sentBy)
  .map(([scenario, many]) => `${count(many)} ${scenario}`)
  .sort()
  .join(', ')
const { deadLetters } = result
const deadLetterText =
  deadLetters.first === undefined
    ? '  nothing in the dead letter'
    : `  ${count(deadLetters.count)} events in the dead letter, put there on purpose: carts of visitors whose only address is a
    placeholder such as test@test.fr, which is nobody (${deadLetters.first.reason})`
console.log(`${seconds().padStart(7)}  done

  ${count(result.rows)} rows about people in 4 files, and ${count(result.subscriptions)} subscriptions of the two live days, are ${count(result.records)} records, as the report counts them
    (${count(result.rows + result.subscriptions - result.records)} say again what the same address had said); the records of the 3 shop systems are of ${count(matching.people)} people: ${against(matching.byIdentifiers)} by identifiers alone,
    ${against(matching.matched)} after matching, which nobody labelled; ${count(matching.households)} households, ${count(matching.toReview)} pairs for a person to decide
  ${count(result.orders)} orders; ${count(imported.accepted)} items taken, ${count(imported.rejectedRows)} rows rejected
${deadLetterText}
  the same files again: ${count(result.again.accepted)} items taken
  ${count(result.scored)} customers scored by RFM
${result.segments.map(({ name, members }) => `    ${count(members).padStart(7)}  ${name}`).join('\n')}
  simulated month: ${count(simulation.started)} carts followed, ${count(simulation.outcomes.sent ?? 0)} reminders would have left${held.map(([reason, many]) => `, ${count(many)} held back (${reason})`).join('')}
  two live days: ${count(result.sent)} messages sent (${sentBy}), ${count(result.received)} received by the mail server, ${count(result.withheld)} held back

  open   ${relative(root, result.report)}
         ${relative(root, join(folder, 'messages'))}/0001.eml
  try    npm run clientele -- count --config examples/demo/clientele.config.ts
         npm run clientele -- count active --for email/newsletter --config examples/demo/clientele.config.ts
         npm run clientele -- dead-letters --config examples/demo/clientele.config.ts    # then --show <id>, --replay <id> --with mended.json
         npm run clientele -- simulate abandoned-cart --from 2026-10-20 --to 2026-11-20 --config examples/demo/clientele.config.ts
  read   docs/architecture.md, examples/demo/mapping.json, examples/demo/compose.ts
`)

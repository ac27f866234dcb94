import { memory } from '@clientele/storage-memory'
import { sqlite } from '@clientele/storage-sqlite'
import type {
  Abortable,
  Clientele,
  Exploration,
  ExplorationResult,
  Storage,
  TableRowInput,
} from '../../src/index.ts'
import { makeBase } from '../support/make-base.ts'

const tables = [
  {
    name: 'visits',
    kind: 'interactions',
    dateColumn: 'at',
    columns: {
      at: 'instant',
      spent: 'money',
      weight: 'number',
      other: 'number',
      size: 'json',
      kind: 'string',
    },
  },
] as const
/** The instant of the questions. */
export const TODAY: number = Date.UTC(2026, 5, 15)
export const HOUR = 3_600_000

/** A storage, and how often its database answered, with how many groups. */
interface Counted {
  readonly storage: Storage
  readonly answered: () => number
  readonly handed: () => number
}

/** A storage that counts the questions that its database answered by itself. */
function counted(storage: Storage): Counted {
  let answered = 0
  let handed = 0
  const transaction: Storage['transaction'] = (work) =>
    storage.transaction((tx) =>
      work(
        Object.create(tx, {
          explorer: {
            value: {
              explore: async (plan: never, options: Abortable) => {
                const found = await tx.explorer!.explore(plan, options)
                if (found === undefined) return undefined
                answered++
                handed += found.groups.length
                return found
              },
            },
          },
        }),
      ),
    )
  return { storage: { ...storage, transaction }, answered: () => answered, handed: () => handed }
}

type Zones = Readonly<Record<string, string>>

async function open(storage: Storage, visits: readonly TableRowInput[], zones: Zones): Promise<Clientele> {
  const { clientele, clock, subscribe } = await makeBase({
    storage,
    tables,
    segments: [
      { id: 'spenders', where: { rows: 'visits', op: 'gte', value: 2 } },
      {
        id: 'bathers',
        where: { rows: 'visits', where: { property: 'kind', op: 'startsWith', value: 'ba' } },
      },
    ],
  })
  await clock.advance(TODAY - clock.now())
  for (const [who, timeZone] of Object.entries(zones)) await subscribe(`${who}@example.org`, { timeZone })
  await clientele.put(visits)
  return clientele
}

/** A visit, of somebody or nobody. */
export const visit = (
  key: string,
  at: number,
  who?: string,
  values: TableRowInput['values'] = {},
): TableRowInput => ({
  table: 'visits',
  key,
  values: { at, ...values },
  ...(who === undefined
    ? {}
    : { contact: { identifiers: [{ type: 'email', value: `${who}@example.org` }] } }),
})

/** Answers to the same questions, and how many of them the database gave by itself. */
export interface AskedAndRead {
  readonly answers: readonly (readonly [database: ExplorationResult, evaluator: ExplorationResult])[]
  readonly answered: number
  /** Groups that it handed out for them. */
  readonly handed: number
}

/** Asks a database, and the evaluator over the same base in memory. */
export async function askedAndRead(
  visits: readonly TableRowInput[],
  questions: readonly Exploration[],
  zones: Zones = {},
): Promise<AskedAndRead> {
  const { storage, answered, handed } = counted(sqlite(':memory:'))
  const [asked, read] = [await open(storage, visits, zones), await open(memory(), visits, zones)]
  const answers: (readonly [ExplorationResult, ExplorationResult])[] = []
  for (const question of questions) answers.push([await asked.query(question), await read.query(question)])
  return { answers, answered: answered(), handed: handed() }
}

/** How many visits there were, unless it says otherwise. */
export const ask = (question: Partial<Exploration>): Exploration => ({
  over: { rows: 'visits' },
  measures: { visits: { of: 'count' } },
  ...question,
})

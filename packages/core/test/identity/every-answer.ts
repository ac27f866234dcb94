import { resolve } from '../../src/identity/index.ts'
import { sampleColumns, samplePeople } from './sample-people.ts'

/** Everything that a resolution answers, to the last bit of every weight. */
export async function everyAnswer(): Promise<string> {
  const found = await resolve(samplePeople(80, 5), { columns: sampleColumns })
  return JSON.stringify([found.model, found.contacts, found.households, [...found.pairs()]])
}

import { type FrenchRecord, frenchBase } from '@clientele/testing/french'

/** The people of the shop, each with the records that its systems keep of them. */
export interface ShopPeople {
  readonly records: readonly FrenchRecord[]
  /** Records by person; only the making of the exports knows who is who. */
  readonly people: readonly (readonly FrenchRecord[])[]
}

/** Makes the customers of the shop: the same seed, the same people. */
export function makePeople(records: number, seed: string): ShopPeople {
  const all = [...frenchBase({ rows: records, seed })]
  const byPerson = new Map<string, FrenchRecord[]>()
  for (const record of all) {
    const known = byPerson.get(record.truth.entity)
    if (known === undefined) byPerson.set(record.truth.entity, [record])
    else known.push(record)
  }
  return { records: all, people: [...byPerson.values()] }
}

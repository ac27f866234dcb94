import type { SurvivorshipRule } from '../identity/survivorship.ts'

/** What the values of a field are; conditions compare by it. `date` is `yyyy-mm-dd`, `instant` epoch ms. */
export type FieldType = 'string' | 'number' | 'boolean' | 'date' | 'instant' | 'list' | 'geo'

/** How one field of the contact is read, cleaned and chosen. */
export interface FieldDeclaration {
  readonly type: FieldType
  /** Name of the recipe that its values go through: `email`, `phone`, `name`, … @default none */
  readonly normalise?: string | undefined
  /** How the golden value is chosen among the records. @default { rule: 'mostRecent' } */
  readonly survivorship?: SurvivorshipRule | undefined
}

/** Fields by name. */
export interface FieldDeclarations {
  readonly [field: string]: FieldDeclaration
}

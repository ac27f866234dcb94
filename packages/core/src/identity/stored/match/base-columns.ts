import type { FieldDeclarations } from '../../../profile/field-declaration.ts'
import type { ColumnKind, IdentityColumns } from '../../match/columns.ts'
import type { IdentifierType } from '../../types.ts'

/** Fields that are compared wherever a base declares them, by their usual names. */
const BY_NAME: { readonly [field: string]: ColumnKind } = {
  firstName: 'firstName',
  lastName: 'lastName',
  fullName: 'fullName',
  birthDate: 'birthDate',
  email: 'email',
  phone: 'phone',
  address: 'address',
  street: 'street',
  houseNumber: 'houseNumber',
  postcode: 'postcode',
  city: 'city',
  gender: 'gender',
}

/** Fields under other names, by the recipe that reads them. */
const BY_RECIPE: { readonly [recipe: string]: ColumnKind } = {
  email: 'email',
  phone: 'phone',
  address: 'address',
  postcode: 'postcode',
  city: 'city',
}

/** Kinds of which one column is compared. */
const SINGLE = new Set<ColumnKind>(['address', 'street', 'postcode', 'city'])

const ACCOUNTS: { readonly [type: string]: ColumnKind } = {
  customerNo: 'customerNo',
  userId: 'userId',
  loyaltyId: 'loyaltyId',
  nationalId: 'nationalId',
}

/**
 * What the matcher compares on a stored base where nobody says: the declared fields that describe a person, by their
 * names or their recipes, and the identifiers that name an account.
 */
export function columnsOfBase(
  fields: FieldDeclarations,
  identifierTypes: readonly IdentifierType[],
): IdentityColumns {
  const columns: { [column: string]: ColumnKind } = {}
  const taken = new Set<ColumnKind>()
  const take = (column: string, kind: ColumnKind): void => {
    const place = kind === 'street' ? 'address' : kind
    if (SINGLE.has(kind) && taken.has(place)) return
    taken.add(place)
    columns[column] = kind
  }
  for (const name of Object.keys(fields)) if (Object.hasOwn(BY_NAME, name)) take(name, BY_NAME[name]!)
  for (const [name, { normalise }] of Object.entries(fields))
    if (!Object.hasOwn(columns, name) && normalise !== undefined && Object.hasOwn(BY_RECIPE, normalise))
      take(name, BY_RECIPE[normalise]!)
  for (const { type } of identifierTypes)
    if (!Object.hasOwn(columns, type) && Object.hasOwn(ACCOUNTS, type)) columns[type] = ACCOUNTS[type]!
  return columns
}

import { ClienteleError } from '../../errors.ts'

/**
 * What a column of the input holds. `id`, `source` and `updatedAt` describe the record; every other kind but
 * `ignore` describes the person and is compared.
 *
 * - `fullName` is split into a first and a last name. `street` and `address` are the same: the street line.
 * - `customerNo` and `userId` name one account: two distinct values never meet in one contact.
 * - `identifier` is any other number of the person, `text` any other trait, compared as it is.
 */
export type ColumnKind =
  | 'id'
  | 'source'
  | 'updatedAt'
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'birthDate'
  | 'email'
  | 'phone'
  | 'street'
  | 'address'
  | 'houseNumber'
  | 'addressLine'
  | 'postcode'
  | 'city'
  | 'state'
  | 'country'
  | 'gender'
  | 'customerNo'
  | 'userId'
  | 'loyaltyId'
  | 'nationalId'
  | 'identifier'
  | 'anonymousId'
  | 'text'
  | 'ignore'

/** The kind of each column, by its name in the input. */
export interface IdentityColumns {
  readonly [column: string]: ColumnKind
}

/** How the values of one field become comparable. */
export type FieldKind =
  | 'firstName'
  | 'lastName'
  | 'birthDate'
  | 'email'
  | 'phone'
  | 'street'
  | 'houseNumber'
  | 'postcode'
  | 'city'
  | 'identifier'
  | 'text'

/** One field of a person, as it is held for comparison. */
export interface MatchField {
  /** Name of the column; of a full name with `.first` or `.last`. */
  readonly name: string
  readonly column: string
  readonly kind: FieldKind
  readonly columnKind: ColumnKind
}

/** The fields of a mapping, and the columns that describe the record itself. */
export interface ColumnPlan {
  readonly columns: IdentityColumns
  readonly id: string | undefined
  readonly source: string | undefined
  readonly updatedAt: string | undefined
  readonly fields: readonly MatchField[]
}

const FIELD_KINDS: { readonly [kind in ColumnKind]?: FieldKind } = {
  firstName: 'firstName',
  lastName: 'lastName',
  birthDate: 'birthDate',
  email: 'email',
  phone: 'phone',
  street: 'street',
  address: 'street',
  houseNumber: 'houseNumber',
  addressLine: 'text',
  postcode: 'postcode',
  city: 'city',
  state: 'text',
  country: 'text',
  gender: 'text',
  customerNo: 'identifier',
  userId: 'identifier',
  loyaltyId: 'identifier',
  nationalId: 'identifier',
  identifier: 'identifier',
  anonymousId: 'identifier',
  text: 'text',
}

const DESCRIBES_RECORD = new Set<ColumnKind>(['id', 'source', 'updatedAt', 'ignore'])

/** Kinds of which a mapping has at most one column, because they are compared together. */
const SINGLE = new Set<string>([
  'firstName',
  'lastName',
  'birthDate',
  'street',
  'houseNumber',
  'postcode',
  'city',
])

/** How many fields one mapping may compare. */
const MAX_FIELDS = 24

/**
 * Reads a column mapping.
 *
 * @throws {@link ClienteleError} `INVALID_OPTIONS` on an unknown kind, two columns of a kind that stands alone, or
 * a mapping without any column to compare.
 */
export function planColumns(columns: IdentityColumns): ColumnPlan {
  const named: { [kind: string]: string } = {}
  const fields: MatchField[] = []
  const add = (name: string, column: string, kind: FieldKind, columnKind: ColumnKind): void => {
    if (SINGLE.has(kind) && fields.some((field) => field.kind === kind)) {
      throw new ClienteleError(
        'INVALID_OPTIONS',
        `Expected one column of kind "${kind}", got a second: "${column}". Map the other as "text" or "ignore".`,
      )
    }
    fields.push({ name, column, kind, columnKind })
  }
  for (const [column, kind] of Object.entries(columns)) {
    if (DESCRIBES_RECORD.has(kind)) {
      if (kind !== 'ignore' && named[kind] !== undefined) {
        throw new ClienteleError(
          'INVALID_OPTIONS',
          `Expected one column of kind "${kind}", got "${named[kind]}" and "${column}".`,
        )
      }
      named[kind] = column
      continue
    }
    if (kind === 'fullName') {
      add(`${column}.first`, column, 'firstName', kind)
      add(`${column}.last`, column, 'lastName', kind)
      continue
    }
    const fieldKind = Object.hasOwn(FIELD_KINDS, kind) ? FIELD_KINDS[kind] : undefined
    if (fieldKind === undefined) {
      const known = ['id', 'source', 'updatedAt', 'fullName', ...Object.keys(FIELD_KINDS), 'ignore']
      throw new ClienteleError(
        'INVALID_OPTIONS',
        `Expected the kind of column "${column}" to be one of ${known.join(', ')}, got ${JSON.stringify(kind) ?? typeof kind}.`,
      )
    }
    add(column, column, fieldKind, kind)
  }
  if (fields.length === 0 || fields.length > MAX_FIELDS) {
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `Expected 1 to ${MAX_FIELDS} columns that describe a person, such as { email: 'email' }, got ${fields.length}.`,
    )
  }
  return { columns, id: named.id, source: named.source, updatedAt: named.updatedAt, fields }
}

/**
 * The fields of a contact that are declared from the start; spread it to add your own or to change one:
 * `{ ...defaultFields, storeId: { type: 'string' } }`.
 */
export const defaultFields = {
  email: { type: 'string', normalise: 'email', survivorship: { rule: 'verifiedFirst' } },
  phone: { type: 'string', normalise: 'phone', survivorship: { rule: 'verifiedFirst' } },
  firstName: { type: 'string', normalise: 'name' },
  lastName: { type: 'string', normalise: 'name' },
  civility: { type: 'string', normalise: 'civility' },
  gender: { type: 'string', normalise: 'gender' },
  birthDate: { type: 'date', normalise: 'date' },
  language: { type: 'string', normalise: 'language' },
  timeZone: { type: 'string' },
  address: { type: 'string', normalise: 'address' },
  postcode: { type: 'string', normalise: 'postcode' },
  city: { type: 'string', normalise: 'city' },
  country: { type: 'string', normalise: 'country' },
  testContact: { type: 'boolean' },
} as const

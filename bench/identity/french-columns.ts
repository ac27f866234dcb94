import type { IdentityColumns } from '@clientele/core/identity'

/** What the columns of the French base hold. */
export const frenchColumns: IdentityColumns = {
  rec_id: 'id',
  source: 'source',
  first_name: 'firstName',
  last_name: 'lastName',
  dob: 'birthDate',
  email: 'email',
  phone: 'phone',
  address: 'address',
  postcode: 'postcode',
  city: 'city',
  loyalty_id: 'loyaltyId',
  customer_no: 'customerNo',
  anonymous_id: 'anonymousId',
  updated_at: 'updatedAt',
}

import type { ColumnType } from '../model/table.ts'

/** What is said to have been expected of a value of a type. */
export const EXPECTED: { readonly [Type in ColumnType]: string } = {
  string: 'text',
  integer: 'an integer',
  number: 'a number',
  money: 'an integer of minor units (12.50 EUR is 1250)',
  boolean: 'true or false',
  instant: 'epoch milliseconds or ISO 8601',
  date: 'a day as yyyy-mm-dd',
  json: 'JSON',
}

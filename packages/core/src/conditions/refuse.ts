import { ClienteleError } from '../errors.ts'

/** The error of a condition that cannot be: where it is, and what is wrong with it. */
export function refuseCondition(path: string, what: string): ClienteleError {
  const where = path === '' ? 'The condition' : `The condition at \`${path}\``
  return new ClienteleError('INVALID_CONDITION', `${where}: ${what}.`, { details: { path } })
}

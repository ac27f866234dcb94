import { sha256 } from '../hash/sha-256.ts'

/** One way through an experiment, and its share in proportion to the others. */
export interface WeightedArm {
  readonly id: string
  /** Above 0; only the proportion counts. */
  readonly weight: number
}

/** Who is to be given an arm, in what. */
export interface Assignment<Arm extends WeightedArm = WeightedArm> {
  /** Secret of the installation: whoever has it can tell the arms beforehand. */
  readonly salt: string
  readonly experiment: string
  readonly contactId: string
  readonly arms: readonly Arm[]
}

/**
 * The arm of a contact: the same on every machine and at every call, independent of every other experiment. The
 * first 13 hexadecimal digits (52 bits) of SHA-256(salt ‖ experiment ‖ contact) as a fraction, laid on the shares.
 *
 * @example
 * ```ts
 * const arm = assignArm({
 *   salt: 'a secret of this installation',
 *   experiment: 'cart-subject',
 *   contactId: 'c-1',
 *   arms: [{ id: 'plain', weight: 50 }, { id: 'offer', weight: 50 }],
 * })
 * ```
 */
export function assignArm(assignment: Assignment): string {
  const { salt, experiment, contactId, arms } = assignment
  const point = fractionOf(salt + experiment + contactId)
  let total = 0
  for (const arm of arms) total += arm.weight
  let reached = 0
  for (const arm of arms) {
    reached += arm.weight
    if (point * total < reached) return arm.id
  }
  return arms.at(-1)?.id ?? ''
}

/** A text as a fraction in [0, 1), spread evenly: 52 bits of its SHA-256. */
export function fractionOf(text: string): number {
  return Number.parseInt(sha256(text).slice(0, 13), 16) / 2 ** 52
}

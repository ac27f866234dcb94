import type { FieldCompletion, OptInRate } from '../model/rates.ts'
import { addressIn, isOptedIn, optInQuestion } from './opted-in.ts'
import type { Section } from './seen.ts'

/** Counts contacts with a value, by field. */
export function measureCompletion(fields: readonly string[]): Section<readonly FieldCompletion[]> {
  const filled = fields.map(() => 0)
  let total = 0
  return {
    add: ({ bundle }) => {
      total++
      for (const [index, field] of fields.entries())
        if (hasValue(bundle.contact.fields[field]?.value)) filled[index]!++
    },
    finish: () => fields.map((field, index) => ({ field, filled: filled[index] as number, total })),
  }
}

/** Counts consents in force at an instant among contacts that have an address of the channel. */
export function measureOptIn(
  purposes: readonly { readonly channel: string; readonly purpose: string }[],
  options: { readonly at: number; readonly addressFields: { readonly [channel: string]: string } },
): Section<readonly OptInRate[]> {
  const questions = purposes.map((one) => optInQuestion(one, options.addressFields))
  const counts = purposes.map(() => ({ optedIn: 0, reachable: 0 }))
  let contacts = 0
  return {
    add: ({ bundle }) => {
      contacts++
      for (const [index, question] of questions.entries()) {
        if (addressIn(bundle, question) === undefined) continue
        const count = counts[index] as { optedIn: number; reachable: number }
        count.reachable++
        if (isOptedIn(bundle, question, options.at)) count.optedIn++
      }
    },
    finish: () =>
      purposes.map((one, index) => ({
        ...one,
        ...(counts[index] as { optedIn: number; reachable: number }),
        contacts,
      })),
  }
}

/** Does a field say something? A blank and an empty list do not. */
export function hasValue(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}

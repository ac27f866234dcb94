import { type Gate, pass, stop } from './gate.ts'

/** The profile filter still holds and the exit rule still does not: asked again right before a message leaves. */
export const eligibilityGate: Gate = (input) => {
  const answer = input.eligible()
  return answer === 'eligible' ? pass('eligible') : stop(answer)
}

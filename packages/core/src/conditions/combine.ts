import { ALWAYS, type Evaluator, NEVER, type SignedVerdict } from './scope.ts'

/** True when every part is: until the first of them falls; false until the last of the false ones rises. */
export function allOf(parts: readonly Evaluator[]): Evaluator {
  return joined(parts, 1)
}

/** True when one part is: until the last of the true ones falls; false until the first of them rises. */
export function anyOf(parts: readonly Evaluator[]): Evaluator {
  return joined(parts, -1)
}

/** Every part holds; under the sign −1 what is said of truth is said of falsehood (De Morgan). */
function joined(parts: readonly Evaluator[], sign: 1 | -1): Evaluator {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const verdicts = parts.map((part) => part.verdict)
  return {
    timeless: parts.every((part) => part.timeless),
    verdict: (scope) => {
      let soonest = ALWAYS
      let longest = 0
      for (let index = 0; index < verdicts.length; index++) {
        const verdict = sign * (verdicts[index] as Evaluator['verdict'])(scope)
        if (verdict === NEVER) return sign * NEVER
        if (verdict < 0) longest = Math.max(longest, -verdict)
        else if (verdict < soonest) soonest = verdict
      }
      return sign * (longest > 0 ? -longest : soonest)
    },
  }
}

/** The opposite, for as long. */
export function notOf(part: Evaluator): Evaluator {
  return { timeless: part.timeless, verdict: (scope) => -part.verdict(scope) }
}

/** True when at least `least` of the parts are. */
export function atLeastOf(least: number, parts: readonly Evaluator[]): Evaluator {
  const falseNeeded = parts.length - least + 1
  if (least <= 0) return { timeless: true, verdict: () => ALWAYS }
  if (falseNeeded <= 0) return { timeless: true, verdict: () => NEVER }
  return {
    timeless: parts.every((part) => part.timeless),
    verdict: (scope) => {
      const verdicts = parts.map((part) => part.verdict(scope))
      const holding = verdicts.filter((verdict) => verdict > 0)
      if (holding.length >= least) return nthLongest(holding, least)
      return -nthLongest(
        verdicts.filter((verdict) => verdict < 0).map((verdict) => -verdict),
        falseNeeded,
      )
    },
  }
}

function nthLongest(ends: number[], nth: number): SignedVerdict {
  return ends.sort((a, b) => b - a)[nth - 1] as number
}

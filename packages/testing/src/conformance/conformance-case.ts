/** One sentence of a port's contract, and how to try it. */
export interface ConformanceCase<Context> {
  readonly name: string
  /** Rejects with an error that says what was expected when the sentence does not hold. */
  readonly run: (context: Context) => Promise<void>
}

/** How a test runner is told of a case: `it` of vitest, `test` of `node:test`, or three lines of your own. */
export type RegisterCase = (name: string, run: () => Promise<void>) => unknown

/** What {@link runConformance} needs. */
export interface ConformanceRun<Context> {
  readonly register: RegisterCase
  readonly context: Context
}

/**
 * Hands the cases of a kit to a test runner.
 *
 * @example
 * ```ts
 * // In a test file, with `it` of your runner in the place of `register`:
 * const names: string[] = []
 * runConformance(connectorConformance(), {
 *   register: (name) => names.push(name),
 *   context: { connect: () => arrayConnector([]) },
 * })
 * ```
 */
export function runConformance<Context>(
  cases: readonly ConformanceCase<Context>[],
  { register, context }: ConformanceRun<Context>,
): void {
  for (const { name, run } of cases) register(name, () => run(context))
}

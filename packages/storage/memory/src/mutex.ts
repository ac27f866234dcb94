/** Runs work one piece after the other, in the order in which it was handed in. */
export type Mutex = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Makes a {@link Mutex}; work that fails does not hold up the next. */
export function mutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve()
  return <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }
}

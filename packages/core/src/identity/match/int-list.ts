/** A list of 32-bit integers that grows by doubling; `values` is replaced when it does. */
export interface IntList {
  values: Int32Array
  length: number
  push(value: number): void
}

/** Makes an empty {@link IntList}. */
export function intList(capacity = 1024): IntList {
  const list: IntList = {
    values: new Int32Array(capacity),
    length: 0,
    push(value) {
      if (list.length === list.values.length) {
        const grown = new Int32Array(list.values.length * 2)
        grown.set(list.values)
        list.values = grown
      }
      list.values[list.length++] = value
    },
  }
  return list
}

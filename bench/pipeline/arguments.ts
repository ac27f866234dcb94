/** Reads `--name 5` and `--flag` from the arguments of a benchmark. */
export function readArguments(args: readonly string[]): {
  readonly number: (name: string, otherwise: number) => number
  readonly flag: (name: string) => boolean
} {
  return {
    number: (name, otherwise) => {
      const place = args.indexOf(`--${name}`)
      return place < 0 ? otherwise : Number(args[place + 1])
    },
    flag: (name) => args.includes(`--${name}`),
  }
}

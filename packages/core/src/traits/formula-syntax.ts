import type { FormulaInput, FormulaReads } from './formula.ts'

/** A node of a parsed formula, as far as it is looked at. */
export interface FormulaNode {
  readonly op: string
  readonly args: unknown
  readonly start: number
  readonly end: number
}

const OPERATORS: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '/', '%', '-_', '!_', '&&', '||', '?:'],
  ...['==', '!=', '<', '<=', '>', '>=', 'in', 'list', 'value', 'id', '.', 'call', 'rcall'],
])
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...['has', 'min', 'max', 'round', 'floor', 'amount', 'count', 'days'],
])
const METHODS: ReadonlySet<string> = new Set(['startsWith', 'endsWith', 'contains'])
const CURRENCY = /^[A-Z]{3}$/
const MAX_PATH = 6

/** What a formula holds, after it was found to hold nothing that is not allowed. */
export interface FormulaParts extends FormulaReads {
  /** Units that are made in it: `days`, `EUR`. */
  readonly units: ReadonlySet<string>
  /** Where whole numbers are written. */
  readonly integers: readonly FormulaNode[]
}

/**
 * Walks a parsed formula. Loops, patterns, indexes and unknown calls are refused: what is left ends in a time that
 * the length of the text bounds, and can read nothing but traits, fields and scores.
 *
 * @throws an `Error` that says what is wrong.
 */
export function partsOfFormula(root: FormulaNode): FormulaParts {
  const traits = new Set<string>()
  const fields = new Set<string>()
  const columns = new Set<string>()
  const units = new Set<string>()
  const integers: FormulaNode[] = []
  const open: FormulaNode[] = [root]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!OPERATORS.has(node.op)) throw new Error(`\`${node.op}\` cannot be written in a formula`)
    switch (node.op) {
      case 'value':
        if (typeof node.args === 'bigint') integers.push(node)
        else if (typeof node.args === 'object' && node.args !== null)
          throw new Error('only numbers, text, true, false and null can be written in a formula')
        break
      case 'id':
      case '.': {
        const [kind, name] = readOf(node)
        const places = { trait: traits, field: fields, column: columns }
        places[kind].add(name)
        break
      }
      case 'call': {
        const [name, args] = node.args as [string, readonly FormulaNode[]]
        if (CURRENCY.test(name) || name === 'days') units.add(name)
        else if (!FUNCTIONS.has(name)) throw new Error(`there is no function \`${name}\``)
        open.push(...args)
        break
      }
      case 'rcall': {
        const [name, receiver, args] = node.args as [string, FormulaNode, readonly FormulaNode[]]
        if (!METHODS.has(name)) throw new Error(`there is no \`.${name}()\``)
        open.push(receiver, ...args)
        break
      }
      default:
        open.push(...([node.args].flat() as readonly FormulaNode[]))
    }
  }
  return { traits, fields, columns, units, integers }
}

/** `trait.x`, `field.x`, `score.scorer.x`, or `row.x` and `row.link.x`. */
function readOf(node: FormulaNode): readonly [kind: FormulaInput, name: string] {
  const names: string[] = []
  let current = node
  while (current.op === '.') {
    const [inner, name] = current.args as [FormulaNode, string]
    names.unshift(name)
    current = inner
  }
  const root = current.op === 'id' ? String(current.args) : ''
  // What every object has is nobody's field, and must never be written to.
  const shared = names.find((name) => name in Object.prototype)
  if (shared !== undefined) throw new Error(`\`${shared}\` is no name of a trait, field, score or column`)
  const [first, second] = names
  if (root === 'trait' && first !== undefined && names.length === 1) return ['trait', first]
  if (root === 'field' && first !== undefined && names.length === 1) return ['field', first]
  if (root === 'score' && second !== undefined && names.length === 2) return ['field', `${first}.${second}`]
  if (root === 'row' && first !== undefined && names.length <= MAX_PATH) return ['column', names.join('.')]
  const said = [root, ...names].join('.')
  throw new Error(`\`${said}\` is nothing to read; write \`trait.x\`, \`field.x\` or \`score.rfm.segment\``)
}

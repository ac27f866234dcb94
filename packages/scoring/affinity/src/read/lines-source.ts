import { ClienteleError, type TableDeclaration } from '@clientele/core'

/** The lines of orders, as rows of a declared table; the names are those of its columns. */
export interface OrderLines {
  /** @default 'order_lines' */
  readonly table?: string | undefined
  /** Key of the order. @default 'order_id' */
  readonly order?: string | undefined
  /** Key of the product. @default 'product_id' */
  readonly product?: string | undefined
  /**
   * Path to the category, over the declared links: `product_id.category`, `product_id.family_id.name`, or a column of
   * the line. @default `category` of the table that the product links to
   */
  readonly category?: string | undefined
  /** Number of pieces; a line with none, or fewer, is left out. @default 'quantity' */
  readonly quantity?: string | undefined
  /** Price of one piece, in minor units. @default 'unit_price' */
  readonly price?: string | undefined
}

/** One step from a row to a value: a column, and the table that it links to. */
export interface PathStep {
  readonly column: string
  /** `undefined` for the last step. */
  readonly table: string | undefined
}

/** Lines that are declared, with the way from a line to its category. */
export interface LinesSource extends Required<Omit<OrderLines, 'category'>> {
  /** `undefined`: lines have no category. */
  readonly category: readonly PathStep[] | undefined
}

/**
 * Finds the declared table of lines and the links to its categories; `undefined` when no lines are declared.
 *
 * @throws `INVALID_OPTIONS` for a table, a column or a link that is named and not declared
 */
export function linesSource(
  given: OrderLines | undefined,
  tables: readonly TableDeclaration[],
): LinesSource | undefined {
  const table = given?.table ?? 'order_lines'
  const declared = tables.find(({ name }) => name === table)
  if (declared === undefined) {
    if (given === undefined) return undefined
    throw refused(`table \`${table}\` is not declared`)
  }
  const product = given?.product ?? 'product_id'
  const linked = declared.links?.[product] !== undefined
  const usual = linked ? `${product}.category` : 'category'
  return {
    table,
    product,
    order: given?.order ?? 'order_id',
    quantity: given?.quantity ?? 'quantity',
    price: given?.price ?? 'unit_price',
    category:
      given?.category === undefined
        ? pathOf(usual, declared, tables)
        : required(given.category, declared, tables),
  }
}

function required(
  path: string,
  declared: TableDeclaration,
  tables: readonly TableDeclaration[],
): readonly PathStep[] {
  const steps = pathOf(path, declared, tables)
  if (steps !== undefined) return steps
  throw refused(`\`${path}\` leads nowhere from \`${declared.name}\`: declare its columns and \`links\``)
}

function pathOf(
  path: string,
  start: TableDeclaration,
  tables: readonly TableDeclaration[],
): readonly PathStep[] | undefined {
  const columns = path.split('.')
  const steps: PathStep[] = []
  let at: TableDeclaration | undefined = start
  for (const [index, column] of columns.entries()) {
    const last = index === columns.length - 1
    const target: string | undefined = last ? undefined : at?.links?.[column]
    if (at?.columns[column] === undefined || (!last && target === undefined)) return undefined
    steps.push({ column, table: target })
    at = tables.find(({ name }) => name === target)
  }
  return steps
}

function refused(reason: string): ClienteleError {
  return new ClienteleError('INVALID_OPTIONS', `affinity(): option lines: ${reason}.`)
}

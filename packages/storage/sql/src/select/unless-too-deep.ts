/** What SQLite before 3.46 says of a statement that is nested deeper than its parser goes. */
const TOO_DEEP = /parser stack overflow|expression tree is too large/i

/** Asks the database; a statement that is too deep for it is answered otherwise. */
export async function unlessTooDeep<Answer>(
  answer: () => Promise<Answer>,
  otherwise: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    const { cause } = error as { readonly cause?: unknown }
    if (cause instanceof Error && TOO_DEEP.test(cause.message)) return otherwise()
    throw error
  }
}

import * as z from 'zod'

/**
 * The schema of an object that has these members and no other: a member that is misspelt would else be lost without
 * a word. Which one it was is not said, because a key may be a person's data.
 */
export function closedObject<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<{ -readonly [Key in keyof Shape]: Shape[Key] }, z.core.$strict> {
  const members = Object.keys(shape).join(', ')
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `expected no member but ${members}` : undefined),
  })
}

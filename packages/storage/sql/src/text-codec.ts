/**
 * Databases cannot keep every text that JavaScript can: PostgreSQL refuses U+0000, drivers cut there, and half a
 * surrogate pair has no UTF-8. Such characters are kept as a private-use character and four hexadecimal digits, and
 * so is that character itself. Every other text stays as it is.
 */
const TEXT_MARK = '\uE000'
/** The same inside JSON, where the characters hide in escapes. */
const JSON_MARK = '\uE001'

/** Text as a database can keep it. */
export function escapeText(text: string): string {
  if (!text.includes('\0') && !text.includes(TEXT_MARK) && isWellFormed(text)) return text
  return text.replace(/[\0\uE000]|\p{Surrogate}/gu, (character) => TEXT_MARK + hexOf(character))
}

/** The text that {@link escapeText} was given. */
export function unescapeText(text: string): string {
  if (!text.includes(TEXT_MARK)) return text
  return text.replace(/\uE000([0-9a-f]{4})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** JSON as a database can look into it. */
export function escapeJson(json: string): string {
  if (!json.includes('\\u0000') && !json.includes('\\ud') && !json.includes(JSON_MARK)) return json
  return json.replace(/\\(?:u(0000|d[89a-f][0-9a-f]{2})|.)|\uE001/g, (match, hex: string | undefined) => {
    if (match === JSON_MARK) return JSON_MARK + hexOf(JSON_MARK)
    return hex === undefined ? match : JSON_MARK + hex
  })
}

/** JSON that means what the JSON given to {@link escapeJson} meant. */
export function unescapeJson(json: string): string {
  return json.includes(JSON_MARK) ? json.replace(/\uE001([0-9a-f]{4})/g, '\\u$1') : json
}

function hexOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0')
}

function isWellFormed(text: string): boolean {
  // In Node since 20, in TypeScript's library only since ES2024.
  return (text as unknown as { isWellFormed: () => boolean }).isWellFormed()
}

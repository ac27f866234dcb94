/**
 * The language of a template that suits a person best: theirs, then its base (`fr` of `fr-CA`), then the first one
 * that the template has.
 */
export function pickLanguage(
  content: { readonly [language: string]: unknown },
  wanted: string | undefined,
): string {
  const languages = Object.keys(content)
  const first = languages[0] ?? ''
  if (wanted === undefined || wanted === '') return first
  const find = (tag: string): string | undefined =>
    languages.find((language) => language.toLowerCase() === tag.toLowerCase())
  return find(wanted) ?? find(wanted.split(/[-_]/u)[0] ?? '') ?? first
}

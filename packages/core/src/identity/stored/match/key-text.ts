/** The key under which records are filed, as one text: version of the model, rule, number. */
export function keyText(version: number, rule: number, key: number): string {
  return `#${version}.${rule}.${(key >>> 0).toString(36)}`
}

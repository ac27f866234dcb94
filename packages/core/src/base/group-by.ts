/** Elements by the contact that they belong to. */
export function byContact<Element extends { readonly contactId?: string | undefined }>(
  elements: readonly Element[],
): ReadonlyMap<string, readonly Element[]> {
  const groups = new Map<string, Element[]>()
  for (const element of elements) {
    if (element.contactId === undefined) continue
    const group = groups.get(element.contactId)
    if (group === undefined) groups.set(element.contactId, [element])
    else group.push(element)
  }
  return groups
}

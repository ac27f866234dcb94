import type { ContactRecord } from '@clientele/core'

/** Did a source tell of it? Intake keeps the identifiers of an event as a record too, under a key of its own. */
export function isOfSource({ sourceKey }: ContactRecord): boolean {
  return !/^#[0-9a-f]{32}$/.test(sourceKey)
}

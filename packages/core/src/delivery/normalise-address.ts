/** An address as suppressions are kept and found by it: trimmed, in lower case. */
export function normaliseAddress(address: string): string {
  return address.trim().toLowerCase()
}

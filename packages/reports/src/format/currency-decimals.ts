/**
 * How many decimals an ISO 4217 currency has: 2 for EUR, 0 for JPY, 3 for BHD; 2 for a code that the
 * platform's `Intl` does not know.
 */
export function currencyDecimals(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

const WITHOUT_DECIMALS = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
)
const THREE_DECIMALS = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))
const FOUR_DECIMALS = new Set(['CLF', 'UYW'])

/** How many decimals an ISO 4217 currency has: 2 for EUR, 0 for JPY, 3 for BHD; 2 for a code of no list. */
export function currencyDecimals(currency: string): number {
  if (WITHOUT_DECIMALS.has(currency)) return 0
  if (THREE_DECIMALS.has(currency)) return 3
  return FOUR_DECIMALS.has(currency) ? 4 : 2
}

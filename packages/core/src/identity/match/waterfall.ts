import type { EvidenceBar, MatchExplanation } from './explain.ts'

const WIDTH = 720
const LABELS = 300
const ROW = 24
const COLOURS: { readonly [meaning in 'for' | 'against' | 'sum']: string } = {
  for: '#1a7f5a',
  against: '#b3402a',
  sum: '#33415c',
}

/** The explanation as lines of text, one per bar, with the sum reached after each. */
export function waterfallText(explanation: MatchExplanation): string {
  const rows = explanation.bars.map((bar) => [labelOf(bar), bar.bits] as const)
  const width = Math.max(...rows.map(([label]) => label.length), 'weight'.length)
  let sum = 0
  const lines = rows.map(([label, bits]) => {
    sum += bits
    return `${label.padEnd(width)}  ${signed(bits).padStart(7)}  ${signed(sum).padStart(7)}`
  })
  const chance = (explanation.chance * 100).toFixed(explanation.chance > 0.999 ? 3 : 1)
  return [...lines, `${'weight'.padEnd(width)}  ${signed(explanation.weight).padStart(7)}  ${chance} %`].join(
    '\n',
  )
}

/** The explanation as an SVG picture: every bar begins where the one before ends. */
export function waterfallSvg(explanation: MatchExplanation): string {
  const { bars, weight } = explanation
  let sum = 0
  const spans = bars.map((bar) => {
    const from = sum
    sum += bar.bits
    return { label: labelOf(bar), from, to: sum, colour: bar.bits >= 0 ? COLOURS.for : COLOURS.against }
  })
  spans.push({ label: 'weight', from: 0, to: weight, colour: COLOURS.sum })
  const least = Math.min(0, ...spans.flatMap(({ from, to }) => [from, to]))
  const most = Math.max(0, ...spans.flatMap(({ from, to }) => [from, to]))
  const scale = (WIDTH - LABELS - 70) / Math.max(1, most - least)
  const x = (bits: number): string => (LABELS + (bits - least) * scale).toFixed(1)
  const height = spans.length * ROW + 16
  const rows = spans.map(({ label, from, to, colour }, index) => {
    const y = 8 + index * ROW
    const start = Math.min(from, to)
    const span = Math.max(1, Math.abs(to - from) * scale).toFixed(1)
    return [
      `<text x="${LABELS - 8}" y="${y + 15}" text-anchor="end">${escapeXml(label)}</text>`,
      `<rect x="${x(start)}" y="${y + 3}" width="${span}" height="${ROW - 8}" fill="${colour}"/>`,
      `<text x="${(Number(x(Math.max(from, to))) + 6).toFixed(1)}" y="${y + 15}">${signed(to - from)}</text>`,
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="12">`,
    `<title>${escapeXml(`Match weight ${signed(weight)} bits`)}</title>`,
    `<line x1="${x(0)}" y1="4" x2="${x(0)}" y2="${height - 4}" stroke="#999"/>`,
    ...rows,
    '</svg>',
  ].join('')
}

function labelOf({ field, outcome }: EvidenceBar): string {
  return field === undefined ? outcome : `${field}: ${outcome}`
}

function signed(bits: number): string {
  return `${bits < 0 ? '−' : '+'}${Math.abs(bits).toFixed(1)}`
}

function escapeXml(text: string): string {
  return text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;').replace(/"/gu, '&quot;')
}

import { runTraits } from './run-traits.ts'

const { traits, lateAfterDays, history } = await runTraits()
console.log('Jeanne, after her third order:')
for (const [id, { value, unit }] of Object.entries(traits))
  console.log(`  ${id}: ${JSON.stringify(value)}${unit === undefined ? '' : ` ${JSON.stringify(unit)}`}`)
console.log(`She is late ${lateAfterDays} days after it, and in the segment at that very instant.`)
console.log('Her revenue of 90 days turned on these days:')
for (const { day, value } of history) console.log(`  day ${day}: ${value}`)

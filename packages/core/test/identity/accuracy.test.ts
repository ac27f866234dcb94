import { describe, expect, it } from 'vitest'
import { hasLabelledFiles, labelledFiles, labelledFolder, scoreFile } from './labelled-files.ts'

if (!hasLabelledFiles)
  console.warn(`Accuracy of identity is not checked: no labelled files at ${labelledFolder.pathname}`)

describe.skipIf(!hasLabelledFiles)('resolve, without labels and with one default per column mapping', () => {
  it.each(labelledFiles)('reaches its figure on $name', async (file) => {
    const { score } = await scoreFile(file)
    expect(score.f1).toBeGreaterThanOrEqual(file.leastF1)
    expect(score.precision).toBeGreaterThanOrEqual(file.leastPrecision)
  })
})

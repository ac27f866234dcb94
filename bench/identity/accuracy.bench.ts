import {
  hasLabelledFiles,
  labelledFiles,
  labelledFolder,
  scoreFile,
} from '../../packages/core/test/identity/labelled-files.ts'

/** T1: how right identity resolution is on the labelled files, with one default per column mapping. */
export async function run(): Promise<void> {
  if (!hasLabelledFiles) {
    console.warn(`No labelled files at ${labelledFolder.pathname}: nothing to measure.`)
    return
  }
  console.log('file            records contacts     F1   least     B3  precision  least  recall  seconds  MB')
  for (const file of labelledFiles) {
    const start = performance.now()
    const { records, contacts, score } = await scoreFile(file)
    const seconds = (performance.now() - start) / 1000
    const memory = process.memoryUsage().rss / 1_048_576
    console.log(
      file.name.padEnd(15),
      String(records).padStart(7),
      String(contacts).padStart(8),
      score.f1.toFixed(4).padStart(7),
      file.leastF1.toFixed(4).padStart(7),
      score.bCubed.toFixed(4),
      score.precision.toFixed(4).padStart(9),
      file.leastPrecision.toFixed(4),
      score.recall.toFixed(4),
      seconds.toFixed(2).padStart(7),
      memory.toFixed(0).padStart(5),
    )
  }
}

import type { FilePlan } from '../mapping/file-plan.ts'
import { csvScanner } from './csv-scanner.ts'
import { decoder, type Encoding } from './decode.ts'
import { type Delimiter, detectDelimiter } from './detect-delimiter.ts'
import type { FileFacts } from './file-facts.ts'
import { type Frame, type Framer, framer } from './framer.ts'
import { splitFields } from './split-fields.ts'
import { unreadable } from './unreadable.ts'

const LF = 10
const CR = 13

/** What the header of a CSV file tells. */
export type CsvHeader = Pick<FileFacts, 'delimiter' | 'quote' | 'columns' | 'duplicates' | 'rowsAt'>

/**
 * Reads the header of a CSV file from its first bytes; blank lines may stand before it.
 *
 * @throws `FILE_UNREADABLE` when there is none to be read.
 */
export function csvHeader(
  head: Buffer,
  options: {
    readonly path: string
    readonly plan: Pick<FilePlan, 'delimiter' | 'quote' | 'columns'>
    readonly tabs: boolean
    readonly encoding: Encoding
    /** Where `head` begins in the file: after its byte-order mark. */
    readonly offset: number
    /** Does `head` hold the whole file? */
    readonly whole: boolean
  },
): CsvHeader {
  const { path, plan, encoding, offset } = options
  const decode = decoder(encoding)
  const quote = plan.quote === 'none' ? undefined : plan.quote
  if (!head.includes(LF) && head.includes(CR))
    throw unreadable(path, 'lines that end with LF or CRLF, got CR alone; save the file with one of these')
  const delimiterOf = (text: string): Delimiter => {
    if (plan.delimiter !== 'auto') return plan.delimiter
    return options.tabs ? '\t' : detectDelimiter(text, quote)
  }
  // The delimiter is only needed to find where the header ends when it has quotes; its first line tells it.
  const firstText = decode(firstLine(head))
  if (firstText === undefined)
    throw unreadable(path, `a header in ${encoding}; declare the \`encoding\` that the file has`)
  const delimiter = delimiterOf(firstText)
  const start = { offset, line: 1 }
  if (plan.columns !== undefined)
    return { delimiter, quote, columns: plan.columns, duplicates: [], rowsAt: start }
  const frames = framer({
    scanner: csvScanner({ delimiter: delimiter.charCodeAt(0), quote: quote?.charCodeAt(0) }),
    quote: quote?.charCodeAt(0),
    maxRecordBytes: head.length + 1,
    ...start,
  })
  for (const frame of framesOf(frames, head)) {
    const text = decode(frame.bytes)
    if (text?.trim() === '' && frame.fault === undefined) continue
    if (frame.fault !== undefined || text === undefined || (frame.open && !options.whole))
      throw unreadable(
        path,
        'a header line of the names of the columns, closed within the first MiB of the file',
      )
    const rowsAt = { offset: frame.end, line: frame.nextLine }
    return { delimiter, quote, ...headerNames(splitFields(text, { delimiter, quote })), rowsAt }
  }
  return { delimiter, quote, columns: [], duplicates: [], rowsAt: start }
}

function* framesOf(frames: Framer, bytes: Buffer): Generator<Frame, void, undefined> {
  yield* frames.push(bytes)
  const last = frames.end()
  if (last !== undefined) yield last
}

function firstLine(head: Buffer): Buffer {
  let start = 0
  for (;;) {
    const end = head.indexOf(LF, start)
    const line = head.subarray(start, end === -1 ? head.length : end)
    if (end === -1 || line.toString('latin1').trim() !== '') return line
    start = end + 1
  }
}

function headerNames(header: readonly string[]): Pick<FileFacts, 'columns' | 'duplicates'> {
  const names = header.map((name) => name.trim())
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  const seen = new Map<string, number>()
  const columns = names.map((name, index) => {
    if (name === '') return `column#${index + 1}`
    if (counts.get(name) === 1) return name
    const nth = (seen.get(name) ?? 0) + 1
    seen.set(name, nth)
    return `${name}#${nth}`
  })
  return { columns, duplicates: [...seen.keys()] }
}

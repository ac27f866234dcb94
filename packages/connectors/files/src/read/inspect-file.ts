import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { JsonObject } from '@clientele/core'
import type { FilePlan } from '../mapping/file-plan.ts'
import { byteSource } from './byte-source.ts'
import { csvHeader } from './csv-header.ts'
import { decoder, type Encoding } from './decode.ts'
import { detectEncoding, type EncodingVerdict, type Sample } from './detect-encoding.ts'
import type { FileFacts } from './file-facts.ts'
import { fingerprint, readPart } from './fingerprint.ts'
import { formatOf } from './format-of.ts'
import { jsonColumns, parseJsonLine } from './json-line.ts'
import { unreadable } from './unreadable.ts'

const HEAD = 1024 * 1024
const SAMPLE = 64 * 1024
const SAMPLES = 16
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** The beginning of a file, unpacked. */
interface Head {
  readonly bytes: Buffer
  readonly whole: boolean
}

/**
 * Finds out how a file is written: compression, encoding, delimiter, columns. Reads its first MiB, sixteen samples
 * of 64 KiB, and its end.
 *
 * @throws `FILE_UNREADABLE` when it cannot be opened, or is no text (a workbook, UTF-16, binary).
 */
export async function inspectFile(
  path: string,
  plan: Pick<FilePlan, 'format' | 'encoding' | 'delimiter' | 'quote' | 'columns'>,
): Promise<FileFacts> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (cause) {
    throw unreadable(
      path,
      `a file that can be opened (${(cause as { code?: string }).code ?? 'no code'})`,
      cause,
    )
  }
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw unreadable(path, 'a file, got a folder or a device')
    const format = formatOf(path, plan.format)
    const magic = await readPart(file, 0, 2)
    const gzip = magic[0] === 0x1f && magic[1] === 0x8b
    const head = gzip ? await unpackedHead(path) : await plainHead(file, stat.size)
    refuseForeign(path, head.bytes)
    const offset = head.bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0
    const text = head.bytes.subarray(offset)
    const verdict = await encodingOf(plan, { head, marked: offset > 0, file, size: stat.size, gzip })
    const encoding = verdict.encoding
    const shared = {
      path,
      name: basename(path),
      size: stat.size,
      modifiedAt: Math.round(stat.mtimeMs),
      fingerprint: await fingerprint(file, stat.size),
      gzip,
      encoding,
      encodingVerdict: verdict.because,
      isEmpty: head.whole && text.toString('latin1').trim() === '',
    }
    if (format !== 'jsonl') {
      const tabs = format === 'tsv'
      const header = csvHeader(text, { path, plan, tabs, encoding, offset, whole: head.whole })
      return { ...shared, format: 'csv', ...header }
    }
    const columns = jsonColumns(jsonObjects(text, encoding))
    const rowsAt = { offset, line: 1 }
    return { ...shared, format, delimiter: ',', quote: undefined, columns, duplicates: [], rowsAt }
  } finally {
    await file.close()
  }
}

async function plainHead(file: FileHandle, size: number): Promise<Head> {
  return { bytes: await readPart(file, 0, Math.min(HEAD, size)), whole: size <= HEAD }
}

async function unpackedHead(path: string): Promise<Head> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of byteSource({ path, gzip: true, start: 0 }).chunks) {
    parts.push(chunk)
    length += chunk.length
    if (length > HEAD) return { bytes: Buffer.concat(parts).subarray(0, HEAD), whole: false }
  }
  return { bytes: Buffer.concat(parts), whole: true }
}

async function encodingOf(
  plan: Pick<FilePlan, 'encoding'>,
  of: {
    readonly head: Head
    readonly marked: boolean
    readonly file: FileHandle
    readonly size: number
    readonly gzip: boolean
  },
): Promise<EncodingVerdict> {
  if (plan.encoding !== 'auto') return { encoding: plan.encoding, because: 'declared' }
  if (of.marked) return { encoding: 'utf-8', because: 'byte-order-mark' }
  const samples: Sample[] = [{ bytes: of.head.bytes, first: true, last: of.head.whole }]
  // Accents may come late; a compressed file cannot be looked into, its head must do.
  if (!of.head.whole && !of.gzip) {
    const step = (of.size - HEAD - SAMPLE) / (SAMPLES - 1)
    for (let nth = 0; nth < SAMPLES; nth += 1) {
      const at = Math.max(HEAD, Math.floor(HEAD + nth * step))
      const bytes = await readPart(of.file, at, SAMPLE)
      samples.push({ bytes, first: false, last: at + bytes.length >= of.size })
    }
  }
  return detectEncoding(samples)
}

function refuseForeign(path: string, head: Buffer): void {
  if (head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    throw unreadable(path, 'text, got an Excel workbook or a zip archive; save it as CSV UTF-8, or unpack it')
  const nuls = head.subarray(0, 4096).filter((byte) => byte === 0).length
  if (
    (head[0] === 0xff && head[1] === 0xfe) ||
    (head[0] === 0xfe && head[1] === 0xff) ||
    nuls > head.length / 4
  )
    throw unreadable(path, 'UTF-8 or Windows-1252, got UTF-16 or no text at all; save it as UTF-8')
}

function jsonObjects(head: Buffer, encoding: Encoding): JsonObject[] {
  const lines = (decoder(encoding)(head) ?? head.toString('utf8')).split('\n')
  return lines.map(parseJsonLine).filter((object) => object !== undefined)
}

import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

const PART = 64 * 1024

/** What tells whether a file is still the same one: its size, and a hash of its first and last 64 KiB. */
export async function fingerprint(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256')
  hash.update(await readPart(file, 0, Math.min(PART, size)))
  hash.update(await readPart(file, Math.max(0, size - PART), Math.min(PART, size)))
  return `${size}-${hash.digest('hex').slice(0, 32)}`
}

/** Bytes of a file; fewer when the file ends. */
export async function readPart(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  let read = 0
  while (read < length) {
    const { bytesRead } = await file.read(bytes, read, length - read, position + read)
    if (bytesRead === 0) break
    read += bytesRead
  }
  return bytes.subarray(0, read)
}

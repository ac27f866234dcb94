import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { ClienteleError } from '@clientele/core'

/** The uncompressed bytes of a file, from a byte on. */
export interface ByteSource {
  readonly chunks: AsyncIterable<Buffer>
  /** Bytes of the file itself that were read so far. */
  readonly bytesRead: () => number
  /** Did the compressed file stop before its end? */
  readonly isCut: () => boolean
}

const CHUNK = 256 * 1024

/** Opens the bytes of a file; a gzip file is unpacked, and read from its beginning in any case. */
export function byteSource(options: {
  readonly path: string
  readonly gzip: boolean
  readonly start: number
  readonly signal?: AbortSignal | undefined
}): ByteSource {
  const { path, gzip, start, signal } = options
  const file = createReadStream(path, { start: gzip ? 0 : start, highWaterMark: CHUNK })
  let cut = false

  async function* plain(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for await (const chunk of file) {
        throwIfAborted(signal)
        yield chunk as Buffer
      }
    } catch (cause) {
      throw readError(cause, path)
    } finally {
      file.destroy()
    }
  }

  async function* unpacked(): AsyncGenerator<Buffer, void, undefined> {
    const gunzip = createGunzip({ chunkSize: CHUNK })
    // The callback is there for the pipeline to hand errors on to `gunzip`; they are thrown by the loop below.
    pipeline(file, gunzip, () => {})
    let toSkip = start
    try {
      for await (const part of gunzip) {
        throwIfAborted(signal)
        const chunk = part as Buffer
        if (toSkip >= chunk.length) toSkip -= chunk.length
        else {
          yield toSkip === 0 ? chunk : chunk.subarray(toSkip)
          toSkip = 0
        }
      }
    } catch (cause) {
      cut = (cause as { code?: unknown }).code === 'Z_BUF_ERROR'
      if (!cut) throw readError(cause, path)
    } finally {
      gunzip.destroy()
      file.destroy()
    }
  }

  return {
    chunks: gzip ? unpacked() : plain(),
    bytesRead: () => (gzip ? 0 : start) + file.bytesRead,
    isCut: () => cut,
  }
}

/** @throws `ABORTED` when the signal has fired. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return
  throw new ClienteleError(
    'ABORTED',
    'The reading of the file was stopped; start it again to go on from its last checkpoint.',
    { retryable: true, cause: signal.reason },
  )
}

function readError(cause: unknown, path: string): unknown {
  if (cause instanceof ClienteleError) return cause
  const code = String((cause as { code?: unknown }).code ?? '')
  const what = code.startsWith('Z_') ? 'a sound gzip file; its data are damaged' : 'a readable file'
  return new ClienteleError('FILE_UNREADABLE', `Expected ${what} (${code}): ${path}.`, {
    cause,
    details: { path, cause: code },
  })
}

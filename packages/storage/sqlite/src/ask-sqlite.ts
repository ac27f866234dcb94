import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { ClienteleError, type ReadOnlySql, type ReadOnlySqlAnswer } from '@clientele/core'
import { questionTimedOut, readOnlyQuestion } from '@clientele/storage-sql'
import { ASK_SCRIPT } from './ask-script.ts'
import { sqliteError } from './sqlite-error.ts'

/** What the process said: the rows, or what went wrong. */
type Said =
  | ReadOnlySqlAnswer
  | { readonly error: { readonly message: string; readonly [fact: string]: string | number } }

/**
 * Makes the read-only door of a file: each question is asked by a process of its own, on a connection that refuses to
 * write, and is killed when its time is over.
 */
export function askSqlite(path: string): ReadOnlySql {
  const file = resolve(path)
  return async (text, options) => {
    const { timeoutMs, ...question } = readOnlyQuestion(text, options)
    const said = await askProcess({ ...question, path: file, driver: driverPath() }, timeoutMs)
    if (!('error' in said)) return said
    const { message, ...codes } = said.error
    throw sqliteError(Object.assign(new Error(message), codes))
  }
}

/** Path of `libsql`, where Node has no SQLite of its own. */
function driverPath(): string | undefined {
  const builtin = process.getBuiltinModule as ((id: string) => object | undefined) | undefined
  return builtin?.('node:sqlite') === undefined ? createRequire(import.meta.url).resolve('libsql') : undefined
}

function askProcess(question: object, timeoutMs: number): Promise<Said> {
  return new Promise((done, fail) => {
    // The options of this process (loaders, inspectors) are not those of a script.
    const child = spawn(process.execPath, ['-e', ASK_SCRIPT], { env: { ...process.env, NODE_OPTIONS: '' } })
    const read: Buffer[] = []
    const complaints: Buffer[] = []
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.stdout.on('data', (part: Buffer) => read.push(part))
    child.stderr.on('data', (part: Buffer) => complaints.push(part))
    child.on('error', fail)
    child.on('close', () => {
      clearTimeout(timer)
      if (isLate) fail(questionTimedOut(timeoutMs))
      else if (read.length === 0) fail(ended(Buffer.concat(complaints).toString('utf8')))
      else done(JSON.parse(Buffer.concat(read).toString('utf8')) as Said)
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(JSON.stringify(question))
  })
}

function ended(complaint: string): ClienteleError {
  return new ClienteleError(
    'STORAGE_FAILED',
    'Expected the process that asks SQLite to answer, got its end: see `cause`.',
    { cause: new Error(complaint.slice(0, 1000)) },
  )
}

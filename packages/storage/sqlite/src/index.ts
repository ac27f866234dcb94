export { sqlite } from './sqlite.ts'
export type { SqliteHandle, SqliteStatement } from './sqlite-handle.ts'
export type { SqliteOptions } from './sqlite-options.ts'

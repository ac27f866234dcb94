import type { DeadLetter, DeadLetterRepository } from '@clientele/core'
import { readJson, readNumber, writeJson } from '../cells.ts'
import type { SqlConnection } from '../connection.ts'
import { type DeadLetterRow, deadLetters } from '../schema/operations.ts'
import { countAll, deleteAmong, selectPage } from './statements.ts'

const page = selectPage('clientele_dead_letters', 'id')
const remove = deleteAmong('clientele_dead_letters', 'id')
const count = countAll('clientele_dead_letters')

export function deadLetterRepository(connection: SqlConnection): DeadLetterRepository {
  return {
    put: (letters) => connection.write(deadLetters, letters.map(fromDeadLetter), 'replace'),
    list: async ({ after = '', limit }) => (await connection.all(page, { after, limit })).map(toDeadLetter),
    remove: async (keys) => {
      if (keys.length > 0) await connection.run(remove, { keys })
    },
    count: async () => readNumber((await connection.first(count, {}))?.rows ?? 0),
  }
}

function fromDeadLetter(letter: DeadLetter): DeadLetterRow {
  return {
    id: letter.id,
    kind: letter.kind,
    reason: letter.reason,
    code: letter.code,
    source: letter.source,
    received_at: letter.receivedAt,
    input: writeJson(letter.input),
    attempts: letter.attempts,
  }
}

function toDeadLetter(row: DeadLetterRow): DeadLetter {
  return {
    id: row.id,
    kind: row.kind as DeadLetter['kind'],
    reason: row.reason,
    code: row.code,
    source: row.source,
    receivedAt: readNumber(row.received_at),
    input: readJson(row.input),
    attempts: readNumber(row.attempts),
  }
}

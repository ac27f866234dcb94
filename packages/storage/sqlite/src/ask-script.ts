/**
 * What a process of its own does with one question: SQLite answers without a pause, so that only the end of a process
 * ends it. `query_only` makes the connection refuse every write, whatever the driver.
 */
export const ASK_SCRIPT: string = `
const read = []
process.stdin.on('data', (part) => read.push(part)).on('end', () => {
  const { driver, path, sql, parameters, limit } = JSON.parse(Buffer.concat(read).toString('utf8'))
  const plain = (_, value) => (typeof value === 'bigint' ? value.toString() : value)
  const cell = (value) =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? Buffer.from(value).toString('hex') : value
  const answer = (said) => process.stdout.write(JSON.stringify(said, plain))
  try {
    const Database = driver === undefined ? require('node:sqlite').DatabaseSync : require(driver)
    const database = driver === undefined ? new Database(path, { readOnly: true }) : new Database(path)
    database.exec('pragma query_only = on')
    const rows = []
    let truncated = false
    for (const row of database.prepare(sql).iterate(...parameters)) {
      if (rows.length === limit) { truncated = true; break }
      rows.push(Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])))
    }
    answer({ rows, truncated })
  } catch (error) {
    const { message, code, rawCode, errcode } = error
    answer({ error: { message, code, rawCode, errcode } })
  }
})
`

// Asks of every published source whether its declarations can be written from it alone (`isolatedDeclarations`): what
// the types of the whole tree do not tell, because tests need not keep to it, and what a build would only find later.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const compilerOptions = { isolatedDeclarations: true, declaration: true, target: ts.ScriptTarget.ES2022 }
const sources = readdirSync('packages', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/node_modules|\.test(-d)?\.ts$/.test(file))
  .map((file) => join('packages', file))

let faults = 0
for (const fileName of sources) {
  const text = readFileSync(fileName, 'utf8')
  const { diagnostics = [] } = ts.transpileDeclaration(text, {
    fileName,
    compilerOptions,
    reportDiagnostics: true,
  })
  for (const { messageText, start = 0 } of diagnostics) {
    const line = text.slice(0, start).split('\n').length
    console.error(`${fileName}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
  }
  faults += diagnostics.length
}
console.log(`${sources.length} sources, ${faults} that leave a type to be inferred`)
process.exitCode = faults === 0 && sources.length > 0 ? 0 : 1

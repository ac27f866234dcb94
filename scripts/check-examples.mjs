// Compiles every TypeScript example of README.md, docs/ and the docstrings, as a stranger would paste it.
// An example that must not stand alone says so in its fence: ```ts ignore.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? '.', '..')
const folder = join(root, 'node_modules', '.cache', 'clientele-examples')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesIn('docs', '.md'),
  ...filesIn('packages', 'README.md'),
].filter(isThere)
const sources = filesIn('packages', '.ts').filter(
  (file) => file.includes('/src/') && !file.endsWith('.test.ts'),
)

const origins = new Map()
for (const page of pages) collect(page, readFileSync(join(root, page), 'utf8'))
for (const source of sources) {
  const text = readFileSync(join(root, source), 'utf8')
  for (const [comment] of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    if (comment.includes('```ts')) collect(source, comment.replace(/^\s*\* ?/gm, ''), text)
  }
}

writeFileSync(
  join(folder, 'tsconfig.json'),
  JSON.stringify({
    extends: relative(folder, join(root, 'tsconfig.json')),
    compilerOptions: {
      noEmit: true,
      noUnusedLocals: false,
      noUnusedParameters: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
    },
    include: ['*.ts'],
    exclude: [],
  }),
)
try {
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', folder], { encoding: 'utf8', cwd: root })
  console.log(`${origins.size} examples compile`)
} catch (error) {
  const output = String(error.stdout ?? error)
  console.error(
    output.replaceAll(/\S*?(example-\d+)\.ts/g, (whole, name) => `${origins.get(name) ?? ''} ${whole}`),
  )
  process.exitCode = 1
}

/** Writes the examples of a text as modules; those of a docstring may use the file's own exports. */
function collect(origin, text, source) {
  for (const [, info, code] of text.matchAll(/```ts([^\n]*)\n([\s\S]*?)```/g)) {
    if (info.includes('ignore')) continue
    const name = `example-${origins.size + 1}`
    origins.set(name, origin)
    writeFileSync(
      join(folder, `${name}.ts`),
      `${source === undefined ? '' : ownImports(origin, source, code)}${code}\nexport {}\n`,
    )
  }
}

/** Imports what a docstring takes for granted: exports of its own file, its room, its package, then of core. */
function ownImports(origin, source, code) {
  const declared = (name) =>
    new RegExp(
      `(?:const|let|function|class|interface|type) ${name}\\b|import[^\\n]*\\b${name}\\b|\\b(?:const|let) \\{[^}]*\\b${name}\\b`,
    ).test(code)
  const isUsed = (name) =>
    new RegExp(`(?<!(?<!\\.\\.)\\.)(?<!['\\w])${name}\\b(?!:)`).test(code) && !declared(name)
  const taken = new Set()
  const imports = isUsed('fc') ? ["import * as fc from 'fast-check'\n"] : []
  const take = (names, from) => {
    const wanted = names.filter(({ name }) => isUsed(name) && !taken.has(name))
    for (const { name } of wanted) taken.add(name)
    const list = wanted.map(({ name, type }) => (type ? `type ${name}` : name)).join(', ')
    if (list !== '') imports.push(`import { ${list} } from '${relative(folder, join(root, from))}'\n`)
  }
  take(exportsOf(source), origin)
  const [home, inside] = origin.split('/src/')
  const rooms = [
    inside.includes('/') ? `${home}/src/${inside.split('/')[0]}/index.ts` : '',
    `${home}/src/index.ts`,
  ]
  for (const index of [...rooms, 'packages/core/src/index.ts'])
    if (isThere(index) && index !== '') take(reExports(index), index)
  return imports.join('')
}

function exportsOf(source) {
  const values = [...source.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(
    ([, name]) => ({ name, type: false }),
  )
  const types = [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => ({
    name,
    type: true,
  }))
  return [...values, ...types]
}

function reExports(index) {
  const text = readFileSync(join(root, index), 'utf8')
  const rooms = [...text.matchAll(/^export \* from '(.+)'/gm)].flatMap(([, room]) =>
    reExports(join(dirname(index), room)),
  )
  const own = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, type, names]) =>
    names.split(',').flatMap((one) => {
      const found = /^\s*(type )?(?:\w+ as )?(\w+)\s*$/.exec(one)
      return found === null ? [] : [{ name: found[2], type: type !== undefined || found[1] !== undefined }]
    }),
  )
  return [...rooms, ...own]
}

function filesIn(directory, extension) {
  if (!isThere(directory)) return []
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/node_modules|\/dist\/|docs\/reference/.test(file))
}

function isThere(path) {
  try {
    readdirSync(join(root, path))
    return true
  } catch (error) {
    return error.code === 'ENOTDIR'
  }
}

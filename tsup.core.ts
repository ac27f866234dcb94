import { copyFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'
import preset from './tsup.preset.ts'

/**
 * Dependencies that are read in one piece with core: each is many small files, or CommonJS, and reading them took
 * longer than everything else a host's program does before its first line. Their types still come from their packages.
 */
const READ_IN_ONE = ['zod', 'libphonenumber-js', 'eventemitter3']

export default defineConfig({
  ...(preset as Options),
  noExternal: READ_IN_ONE.map((name) => new RegExp(`^${name}($|/)`)),
  minifyWhitespace: true,
  minifySyntax: true,
  // Their licences ask to be kept with every copy.
  onSuccess: async () => {
    for (const name of READ_IN_ONE) copyFileSync(`../../node_modules/${name}/LICENSE`, `dist/${name}.LICENSE`)
  },
})

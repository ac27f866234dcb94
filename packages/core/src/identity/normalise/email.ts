import { compileIdentifierTypes } from '../identifier-types.ts'
import {
  applyRecipe,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
} from './recipe.ts'

const GMAIL = new Set(['gmail.com', 'googlemail.com'])

/** RFC 5321 lengths: 64 for the local part, 254 for the whole path. */
const MAX_LOCAL = 64
const MAX_ADDRESS = 254

const EMAIL_ONLY = [{ type: 'email', weight: 0, strong: true, mergesStrong: true }]

const unwrap: RecipeStep = {
  name: 'unwrap',
  run: ({ value }) => {
    const inner = /<([^<>]*)>[\s;,.]*$/u.exec(value)?.[1] ?? value
    const bare = inner.replace(/^\s*mailto:/iu, '').trim()
    return bare === value ? undefined : { value: bare, verdict: 'corrected', reason: 'wrapped' }
  },
}

const lowerCase: RecipeStep = { name: 'lower-case', run: ({ value }) => ({ value: value.toLowerCase() }) }

const repair: RecipeStep = {
  name: 'repair',
  run: ({ value }) => {
    const at = value.lastIndexOf('@')
    const domain = value.slice(at + 1)
    const repaired =
      at < 0
        ? value
        : `${value.slice(0, at).replace(/\s/gu, '')}@${domain
            .replace(/\s/gu, '')
            .replace(/,/gu, '.')
            .replace(/\.{2,}/gu, '.')}`
    const trimmed = repaired.replace(/^['"\s]+|['"\s;:.,]+$/gu, '')
    return trimmed === value ? undefined : { value: trimmed, verdict: 'corrected', reason: 'typing' }
  },
}

const idna: RecipeStep = {
  name: 'idna',
  run: ({ value }) => {
    const at = value.lastIndexOf('@')
    const domain = value.slice(at + 1)
    if (!/[^\u0020-\u007e]/u.test(domain)) return undefined
    try {
      return { value: `${value.slice(0, at)}@${new URL(`http://${domain}`).hostname}` }
    } catch {
      return { verdict: 'invalid', reason: 'domain' }
    }
  },
}

const shape: RecipeStep = {
  name: 'shape',
  run: ({ value }) => {
    const at = value.lastIndexOf('@')
    if (at < 1) return { verdict: 'invalid', reason: 'no-at-sign' }
    const local = value.slice(0, at)
    if (local.length > MAX_LOCAL || value.length > MAX_ADDRESS)
      return { verdict: 'invalid', reason: 'too-long' }
    if (!/^[^\s@"(),:;<>[\]\\]+$/u.test(local)) return { verdict: 'invalid', reason: 'local-part' }
    const labels = value.slice(at + 1).split('.')
    const good = labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/u.test(label))
    const top = labels[labels.length - 1] ?? ''
    if (!good || labels.length < 2 || !/^(?:[a-z]{2,}|xn--[a-z0-9-]+)$/u.test(top)) {
      return { verdict: 'invalid', reason: 'domain' }
    }
    if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) {
      return { verdict: 'suspect', reason: 'dots' }
    }
    return undefined
  },
}

const placeholder: RecipeStep = {
  name: 'placeholder',
  run: ({ value }) =>
    compileIdentifierTypes(EMAIL_ONLY).get('email')?.isBlocked(value) === true
      ? { verdict: 'suspect', reason: 'placeholder' }
      : undefined,
}

const gmailKey: RecipeStep = {
  name: 'gmail-key',
  run: ({ value }) => {
    const at = value.lastIndexOf('@')
    if (!GMAIL.has(value.slice(at + 1))) return { matchKey: value }
    const local = value.slice(0, at).replace(/\+.*$/u, '').replace(/\./gu, '')
    return { matchKey: local === '' ? value : `${local}@gmail.com` }
  },
}

/** E-mail addresses: lower case, IDNA; Gmail's dots and plus only in the matching key. */
export const emailRecipe: Recipe = {
  name: 'email',
  version: 1,
  steps: [unwrap, lowerCase, repair, idna, shape, placeholder, gmailKey],
}

/** Normalises an e-mail address; see {@link emailRecipe}. */
export function normaliseEmail(raw: unknown, options?: NormaliseOptions | undefined): Normalised {
  return applyRecipe(emailRecipe, raw, options)
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseAddress, normaliseCity } from './address.ts'
import { normaliseCivility, normaliseCurrency, normaliseGender, normaliseLanguage } from './code-lists.ts'
import { normaliseCountry } from './country.ts'
import { normaliseDate } from './date.ts'
import { normaliseEmail } from './email.ts'
import { foldText } from './fold.ts'
import { nameKey, normaliseName } from './name.ts'
import { normalisePhone, phoneLineType } from './phone.ts'
import { normalisePostcode } from './postcode.ts'
import { applyRecipe, type Normalised, type Recipe } from './recipe.ts'
import { recipes } from './recipes.ts'

const said = (it: Normalised): readonly (string | undefined)[] => [it.value, it.verdict, it.reason]

describe('every recipe', () => {
  const names = Object.keys(recipes)
  const anything = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '06 52 44 05 14',
      'DE LA TOUR',
      "d'Estaing",
      '12/03/1980',
      'Jean@GMAIL.com',
      '12 bis, r. de la République',
      'M',
      '$',
      'St Denis',
      'fr_FR',
      '８',
    ),
    fc.anything(),
  )

  it.each(names)('never throws, keeps the raw, and has a value unless it is invalid: %s', (name) => {
    fc.assert(
      fc.property(anything, (raw) => {
        const out = applyRecipe(recipes[name] as Recipe, raw)
        expect(Object.is(out.raw, raw)).toBe(true)
        expect(out.value === undefined).toBe(out.verdict === 'invalid')
        expect(out.reason === undefined).toBe(out.verdict === 'valid')
        if (out.value !== undefined) expect(out.value).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  it.each(names)('changes nothing when it is run on its own value: %s', (name) => {
    fc.assert(
      fc.property(anything, (raw) => {
        const once = applyRecipe(recipes[name] as Recipe, raw)
        if (once.value === undefined) return
        const twice = applyRecipe(recipes[name] as Recipe, once.value)
        expect([twice.value, twice.matchKey]).toEqual([once.value, once.matchKey])
      }),
      { numRuns: 300 },
    )
  })

  it.each(names)('refuses a blank and a field of ten million characters at once: %s', (name) => {
    for (const blank of [undefined, null, '', '  ', '\u200b\ufeff', '\u0000']) {
      expect(said(applyRecipe(recipes[name] as Recipe, blank))).toEqual([undefined, 'invalid', 'blank'])
    }
    expect(said(applyRecipe(recipes[name] as Recipe, 'a@'.repeat(5_000_000)))).toEqual([
      undefined,
      'invalid',
      'too-long',
    ])
  })

  it('can be written by others, step by step', () => {
    const siret: Recipe = {
      name: 'siret',
      version: 1,
      steps: [
        { name: 'digits', run: ({ value }) => ({ value: value.replace(/\D/g, '') }) },
        {
          name: 'length',
          run: ({ value }) => (value.length === 14 ? undefined : { verdict: 'invalid', reason: 'length' }),
        },
      ],
    }
    expect(applyRecipe(siret, '732 829 320 00074')).toEqual({
      raw: '732 829 320 00074',
      value: '73282932000074',
      matchKey: '73282932000074',
      verdict: 'valid',
      reason: undefined,
      steps: ['digits'],
    })
    expect(said(applyRecipe(siret, '12'))).toEqual([undefined, 'invalid', 'length'])
  })
})

describe('normaliseEmail', () => {
  it.each([
    ['  Jean.Dupont@Orange.FR ', 'jean.dupont@orange.fr', 'valid', undefined],
    ['Jean Dupont <jean@orange.fr>', 'jean@orange.fr', 'corrected', 'wrapped'],
    ['mailto:jean@orange.fr', 'jean@orange.fr', 'corrected', 'wrapped'],
    ['jean@orange,fr', 'jean@orange.fr', 'corrected', 'typing'],
    ['jean @orange.fr;', 'jean@orange.fr', 'corrected', 'typing'],
    ['josé@bücher.example', 'josé@xn--bcher-kva.example', 'valid', undefined],
    ['noreply@brand.fr', 'noreply@brand.fr', 'suspect', 'placeholder'],
    ['test@test.com', 'test@test.com', 'suspect', 'placeholder'],
    ['jean..d@orange.fr', 'jean..d@orange.fr', 'suspect', 'dots'],
    ['jean.orange.fr', undefined, 'invalid', 'no-at-sign'],
    ['jean@localhost', undefined, 'invalid', 'domain'],
    ['jean@x.123', undefined, 'invalid', 'domain'],
    ['a b@c@d.fr', undefined, 'invalid', 'local-part'],
  ])('reads %s', (raw, value, verdict, reason) => {
    expect(said(normaliseEmail(raw))).toEqual([value, verdict, reason])
  })

  it('takes dots and plus of Gmail out of the matching key only', () => {
    const it = normaliseEmail('Jean.Du.Pont+shop@googlemail.com')
    expect(it.value).toBe('jean.du.pont+shop@googlemail.com')
    expect(it.matchKey).toBe('jeandupont@gmail.com')
    expect(normaliseEmail('a.b+c@orange.fr').matchKey).toBe('a.b+c@orange.fr')
  })
})

describe('normalisePhone', () => {
  it.each([
    ['06 52 44 05 14', '+33652440514', 'valid', undefined],
    ['0033673689985', '+33673689985', 'valid', undefined],
    ['+33 (0)6 52 44 05 14', '+33652440514', 'valid', undefined],
    ['+1 650 253 0000', '+16502530000', 'valid', undefined],
    ['652440514', '+33652440514', 'corrected', 'leading-zero'],
    [652440514, '+33652440514', 'corrected', 'leading-zero'],
    ['0600000000', '+33600000000', 'suspect', 'placeholder'],
    ['06 52', undefined, 'invalid', 'too-short'],
    ['068671199', '+33068671199', 'suspect', 'not-assigned'],
    ['appeler le soir 0652440514', undefined, 'invalid', 'not-a-number'],
  ])('reads %s', (raw, value, verdict, reason) => {
    expect(said(normalisePhone(raw))).toEqual([value, verdict, reason])
  })

  it('reads a national number in the given country, and knows lines of the French plan', () => {
    expect(normalisePhone('0478 12 34 56', { country: 'BE' }).value).toBe('+32478123456')
    expect(phoneLineType('+33652440514')).toBe('mobile')
    expect(phoneLineType('+33144556677')).toBe('fixed')
    expect(phoneLineType('+33800123456')).toBe('special')
  })
})

describe('normaliseName', () => {
  it.each([
    ['DE LA TOUR', 'de La Tour', 'DE LA TOUR'],
    ["o'neil", "O'Neil", 'O NEIL'],
    ['JEAN-PIERRE', 'Jean-Pierre', 'JEAN PIERRE'],
    ['jean - pierre', 'Jean-Pierre', 'JEAN PIERRE'],
    ['D’ESTAING', "d'Estaing", 'D ESTAING'],
    ['McDonald', 'McDonald', 'MCDONALD'],
    ['MCDONALD', 'McDonald', 'MCDONALD'],
    ['Cœur', 'Cœur', 'COEUR'],
    ['Müller', 'Müller', 'MULLER'],
    ['VAN DEN BERG', 'van den Berg', 'VAN DEN BERG'],
    ['ΠΑΠΑΔΟΠΟΥΛΟΣ', 'Παπαδοπουλος', 'ΠΑΠΑΔΟΠΟΥΛΟΣ'],
    ['محمد', 'محمد', 'محمد'],
    ['王', '王', '王'],
  ])('reads %s', (raw, value, key) => {
    const it = normaliseName(raw)
    expect([it.value, it.matchKey]).toEqual([value, key])
  })

  it('doubts what is no name', () => {
    expect(said(normaliseName('Mme Dupont'))).toEqual(['Dupont', 'corrected', 'civility'])
    expect(normaliseName('Dupont2').reason).toBe('not-a-name')
    expect(normaliseName('HervÃ©').reason).toBe('encoding')
    expect(normaliseName('null').reason).toBe('placeholder')
    expect(normaliseName('---').reason).toBe('no-letter')
  })
})

describe('the matching key of a name', () => {
  it('is the one of the recipe, and none for what stands for nobody', () => {
    const word = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."abcXYZé-' .1"), minLength: 1, maxLength: 8 }),
      fc.constantFrom('Test', 'XXXX', 'Client', 'McDonald', 'anonyme', 'n/a', 'NULL', 'Mme Dupont'),
    )
    fc.assert(
      fc.property(word, (raw) => {
        const { matchKey, reason } = normaliseName(raw)
        expect(nameKey(raw)).toBe(reason === 'placeholder' ? '' : (matchKey ?? ''))
      }),
      { numRuns: 500 },
    )
  })

  it('folds plain text as it folds any other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        // A letter outside ASCII takes the long way; what is before it must come out the same.
        expect(foldText(`${text} é`)).toBe(`${foldText(text)} E`.trim())
      }),
    )
  })
})

describe('normaliseDate', () => {
  it.each([
    ['1980-03-12', undefined, '1980-03-12', 'valid', undefined],
    ['19800312', undefined, '1980-03-12', 'valid', undefined],
    ['1980-03-12T22:00:00Z', undefined, '1980-03-12', 'valid', undefined],
    ['25/03/1980', undefined, '1980-03-25', 'valid', undefined],
    ['03/25/1980', undefined, '1980-03-25', 'valid', undefined],
    ['03/04/1980', undefined, '1980-04-03', 'suspect', 'ambiguous-day-month'],
    ['04/04/1980', undefined, '1980-04-04', 'valid', undefined],
    ['03/04/1980', 'dmy', '1980-04-03', 'valid', undefined],
    ['03/04/1980', 'mdy', '1980-03-04', 'valid', undefined],
    ['03/25/1980', 'dmy', '1980-03-25', 'suspect', 'other-order'],
    ['12/03/80', 'dmy', '1980-03-12', 'suspect', 'two-digit-year'],
    ['12 mars 1980', undefined, '1980-03-12', 'valid', undefined],
    ['March 12, 1980', undefined, '1980-03-12', 'valid', undefined],
    ['1er août 2001', undefined, '2001-08-01', 'valid', undefined],
    ['12031980', 'dmy', '1980-03-12', 'valid', undefined],
    ['30/02/1980', 'dmy', undefined, 'invalid', 'no-such-day'],
    ['1900-01-01', undefined, '1900-01-01', 'suspect', 'placeholder'],
    ['0812-01-02', undefined, '0812-01-02', 'suspect', 'year'],
    ['yesterday', undefined, undefined, 'invalid', 'not-a-date'],
    ['29/02/2000', 'dmy', '2000-02-29', 'valid', undefined],
    ['29/02/1900', 'dmy', undefined, 'invalid', 'no-such-day'],
  ] as const)('reads %s (%s)', (raw, dateOrder, value, verdict, reason) => {
    expect(said(normaliseDate(raw, { dateOrder }))).toEqual([value, verdict, reason])
  })
})

describe('normalising places', () => {
  it('writes French streets out', () => {
    expect(normaliseAddress('12 bis, r. de la République').value).toBe('12 BIS RUE DE LA REPUBLIQUE')
    expect(normaliseAddress('12b av. du Gal Leclerc').value).toBe('12 BIS AVENUE DU GENERAL LECLERC')
    expect(normaliseAddress('3 bd St-Michel').value).toBe('3 BOULEVARD SAINT MICHEL')
    expect(normaliseAddress('4 High St', { country: 'GB' }).value).toBe('4 HIGH STREET')
    expect(normaliseCity('St-Denis Cedex 2').value).toBe('SAINT DENIS')
  })

  it('shapes postcodes by country', () => {
    expect(said(normalisePostcode(8390))).toEqual(['08390', 'corrected', 'leading-zero'])
    expect(said(normalisePostcode('F-75001'))).toEqual(['75001', 'valid', undefined])
    expect(said(normalisePostcode('96000'))).toEqual(['96000', 'suspect', 'shape'])
    expect(normalisePostcode('sw1a1aa', { country: 'GB' }).value).toBe('SW1A 1AA')
    expect(normalisePostcode('1234 ab', { country: 'nl' }).matchKey).toBe('1234AB')
  })

  it('gives countries their code', () => {
    for (const raw of ['France', 'fr', 'FRA', 'FRANCE']) expect(normaliseCountry(raw).value).toBe('FR')
    expect(normaliseCountry('Royaume-Uni').value).toBe('GB')
    expect(normaliseCountry('États-Unis').value).toBe('US')
    expect(said(normaliseCountry('Syldavie'))).toEqual([undefined, 'invalid', 'unknown-country'])
  })
})

describe('normalising codes', () => {
  it('reads languages, genders, civilities and currencies', () => {
    expect(normaliseLanguage('fr_FR.UTF-8').value).toBe('fr-FR')
    expect(normaliseLanguage('Français').value).toBe('fr')
    expect(normaliseLanguage('@@').verdict).toBe('invalid')
    expect(normaliseGender('H').value).toBe('male')
    expect(normaliseGender('Mme').value).toBe('female')
    expect(normaliseCivility('M.').value).toBe('mr')
    expect(normaliseCivility('Mme').value).toBe('mrs')
    expect(normaliseCurrency('€').value).toBe('EUR')
    expect(said(normaliseCurrency('$'))).toEqual(['USD', 'suspect', 'shared-sign'])
    expect(normaliseCurrency('XXQ').verdict).toBe('invalid')
  })
})

import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MessageContent, ScenarioDefinition } from '../../scenarios/definition.ts'
import { checkTemplates } from './check-templates.ts'
import { renderMessage } from './render-message.ts'
import { createTemplateLoader, type TemplateEngine } from './template-engine.ts'
import type { ScopeSources } from './template-scope.ts'

let engine: TemplateEngine
beforeAll(async () => {
  engine = await createTemplateLoader()()
})

const FIELDS: { readonly [name: string]: string | number | null } = {
  firstName: 'Ada',
  nick: '<b>&"',
  city: '',
  'rfm.segment': 'champions',
  born: Date.UTC(1990, 5, 15, 22, 30),
}

const SOURCES: ScopeSources = {
  field: (name) => FIELDS[name],
  context: {
    trigger: { cart_id: 'c1', total: 1234.5, products: [{ name: 'A' }, { name: 'B' }] },
    arms: { test: 'a' },
    runKey: 'c1',
  },
  language: 'fr-FR',
  zone: 'Europe/Paris',
  now: Date.UTC(2026, 2, 1, 23, 30),
}

function render(content: Partial<MessageContent>, sources: Partial<ScopeSources> = {}) {
  const template = { channel: 'email', class: 'marketing', purpose: 'p', objective: 'o' } as const
  return renderMessage(
    engine,
    { ...template, content: { fr: { text: 't', ...content } } },
    { ...SOURCES, ...sources },
  )
}

function text(source: string): string {
  return render({ text: source }).text
}

describe('a template', () => {
  it('reads fields, scores, the trigger, the run and the arms', () => {
    expect(
      text('{{ firstName }} {{ rfm.segment }} {{ trigger.cart_id }} {{ run.key }} {{ arms.test }}'),
    ).toBe('Ada champions c1 c1 a')
    expect(text('{% for product in trigger.products %}{{ product.name }};{% endfor %}')).toBe('A;B;')
  })

  it('refuses a variable that is missing, null or blank and has no default, and names it', () => {
    for (const source of [
      '{{ lastName }}',
      '{{ city }}',
      '{{ trigger.nothing }}',
      '{{ rfm.nothing }}',
      '{{ a.b.c }}',
    ]) {
      expect(() => text(source)).toThrow(expect.objectContaining({ code: 'TEMPLATE_FAILED' }))
    }
    expect(() => text('Hello {{ lastName }}')).toThrow('`lastName`')
    expect(
      text('{{ lastName | default: "you" }} {{ city | default: "there" }} {{ a.b.c | default: 1 }}'),
    ).toBe('you there 1')
    expect(text('{% if lastName %}x{% else %}y{% endif %}')).toBe('y')
  })

  it('escapes in HTML, not in text nor in the subject', () => {
    const message = render({ html: '<p>{{ nick }}</p>', text: '{{ nick }}', subject: '{{ nick }}' })
    expect(message.html).toBe('<p>&lt;b&gt;&amp;&#34;</p>')
    expect(message.text).toBe('<b>&"')
    expect(message.subject).toBe('<b>&"')
  })

  it('keeps subject and preheader on one line, whatever the person is called', () => {
    const message = render({ subject: 'A {{ x }}', preheader: 'B\n{{ x }}' }, { field: () => 'a\r\nBcc: b' })
    expect([message.subject, message.preheader]).toEqual(['A a Bcc: b', 'B a Bcc: b'])
  })

  it('does not take what a person wrote for a template', () => {
    expect(render({ text: '{{ x }}' }, { field: () => '{{ firstName }}' }).text).toBe('{{ firstName }}')
  })

  it('writes dates by the contact’s clock, from the instant of sending, and money by their language', () => {
    expect(text('{{ "now" | date: "%Y-%m-%d %H:%M" }}')).toBe('2026-03-02 00:30')
    expect(text('{{ born | date: "%d/%m/%Y" }}')).toBe('16/06/1990')
    expect(text('{{ trigger.total | money: "EUR" }}').replace(/\s/gu, ' ')).toBe('1 234,50 €')
    expect(text('{{ trigger.total | number }}').replace(/\s/gu, ' ')).toBe('1 234,5')
  })

  it('reaches no file, no prototype, and stops when it takes too much', () => {
    for (const source of [
      '{% render "x" %}',
      '{% include "/etc/passwd" %}',
      '{{ firstName.constructor }}',
      '{{ trigger.__proto__ }}',
      '{% for i in (1..100000000) %}{{ i }}{% endfor %}',
      '{{ firstName | nothing }}',
      '{% if %}',
      '{{ "x" | ',
    ])
      expect(() => text(source), source).toThrow(expect.objectContaining({ code: 'TEMPLATE_FAILED' }))
  })

  it('whatever a person is called, their name cannot become markup', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) => {
        fc.pre(name.trim() !== '')
        const { html } = render({ html: '{{ x }}' }, { field: () => name })
        expect(html).not.toMatch(/[<>"']/u)
      }),
    )
  })

  it('whatever is written as a template, it is rendered or refused, and nothing else happens', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      ' if ',
      ' for i in (1..3) ',
      ' endfor ',
      'x',
      '|',
      'default:',
      '"',
      "'",
      '.',
      '[',
      ']',
      '(',
      ')',
      ' ',
      'raw',
      '1',
      '-',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 15 }), (pieces) => {
        try {
          expect(typeof text(pieces.join(''))).toBe('string')
        } catch (error) {
          expect(error).toMatchObject({ code: 'TEMPLATE_FAILED' })
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('the language of a message', () => {
  it('is the person’s, then its base, then the template’s first', () => {
    const content = { en: { text: 'en' }, fr: { text: 'fr' }, 'fr-CA': { text: 'fr-CA' } }
    const template = { channel: 'sms', class: 'marketing', purpose: 'p', objective: 'o', content } as const
    const languageOf = (language: string) => renderMessage(engine, template, { ...SOURCES, language }).text
    expect(['fr-CA', 'FR-ca', 'fr-BE', 'fr', 'de', ''].map(languageOf)).toEqual([
      'fr-CA',
      'fr-CA',
      'fr',
      'fr',
      'en',
      'en',
    ])
  })
})

describe('the check of a scenario’s templates', () => {
  const scenario = (content: Partial<MessageContent>): ScenarioDefinition => ({
    id: 's',
    targeting: { filter: { all: [] } },
    triggers: [{ on: 'manual' }],
    reentry: 'once',
    whileLive: 'ignore',
    personalisation: { needs: [] },
    interruption: { exitWhen: { any: [] } },
    start: 'mail',
    nodes: {
      mail: {
        type: 'message',
        message: {
          channel: 'email',
          class: 'marketing',
          purpose: 'p',
          objective: 'o',
          content: { fr: { subject: 's', text: 't', ...content } },
        },
        next: 'end',
      },
      end: { type: 'exit', reason: 'done' },
    },
  })

  it('answers the variables that are read', () => {
    const found = checkTemplates(
      scenario({
        subject: '{{ firstName }}',
        text: '{% for p in trigger.products %}{{ p.name }}{% endfor %}',
      }),
      engine,
    )
    expect(found).toEqual([{ node: 'mail', channel: 'email', variables: ['firstName', 'trigger.products'] }])
  })

  it('refuses, with the path, what cannot be read, what reads another template, and an e-mail without a subject', () => {
    expect(() => checkTemplates(scenario({ html: '{{ x' }), engine)).toThrow(
      '`nodes.mail.message.content.fr.html`',
    )
    expect(() => checkTemplates(scenario({ text: '{% render "x" %}' }), engine)).toThrow('content.fr.text')
    expect(() => checkTemplates(scenario({ subject: ' ' }), engine)).toThrow('content.fr.subject')
  })
})

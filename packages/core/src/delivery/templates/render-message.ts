import type { MessageTemplate } from '../../scenarios/definition.ts'
import { pickLanguage } from './pick-content.ts'
import type { RenderedMessage } from './rendered-message.ts'
import type { TemplateEngine } from './template-engine.ts'
import { type ScopeSources, scopeOf } from './template-scope.ts'

/**
 * Fills a template in for one person, in their language; HTML is escaped, subject, preheader and text are not and
 * stay on one line where they are one line.
 *
 * @throws `TEMPLATE_FAILED` for the first variable that is missing and has no `default`.
 */
export function renderMessage(
  engine: TemplateEngine,
  template: MessageTemplate,
  sources: ScopeSources,
): RenderedMessage {
  const language = pickLanguage(template.content, sources.language)
  const content = template.content[language]
  const parts = [content?.subject, content?.preheader, content?.html, content?.text]
  const variables = parts.flatMap((part) => (part === undefined ? [] : engine.variables(part)))
  const scope = scopeOf({ ...sources, language }, variables)
  const line = (source: string | undefined): string | undefined =>
    source === undefined ? undefined : engine.render(source, 'text', scope).replace(/\s+/gu, ' ').trim()
  return {
    language,
    subject: line(content?.subject),
    preheader: line(content?.preheader),
    html: content?.html === undefined ? undefined : engine.render(content.html, 'html', scope),
    text: engine.render(content?.text ?? '', 'text', scope),
  }
}

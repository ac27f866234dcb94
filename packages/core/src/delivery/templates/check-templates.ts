import { ClienteleError, isClienteleError } from '../../errors.ts'
import type { MessageContent, MessageTemplate, ScenarioDefinition } from '../../scenarios/definition.ts'
import type { TemplateEngine } from './template-engine.ts'

/** What one message of a scenario reads. */
export interface TemplateVariables {
  readonly node: string
  readonly channel: string
  /** Dotted, each once, in alphabetical order: `firstName`, `trigger.products`. */
  readonly variables: readonly string[]
}

const PARTS: readonly (keyof MessageContent)[] = ['subject', 'preheader', 'html', 'text']
/** Tags that would read another template. */
const FILE_TAGS = /\{%-?\s*(render|include|layout)\b/u

/**
 * Reads every template of a scenario before it is saved, and answers the variables that they read.
 *
 * @throws `INVALID_DEFINITION` with the path of the first template that cannot be read.
 */
export function checkTemplates(
  definition: ScenarioDefinition,
  engine: TemplateEngine,
): readonly TemplateVariables[] {
  const found: TemplateVariables[] = []
  for (const [node, { type, ...rest }] of Object.entries(definition.nodes)) {
    if (type !== 'message') continue
    const { message } = rest as { readonly message: MessageTemplate }
    found.push({ node, channel: message.channel, variables: variablesOf(definition, node, message, engine) })
  }
  return found
}

function variablesOf(
  definition: ScenarioDefinition,
  node: string,
  message: MessageTemplate,
  engine: TemplateEngine,
): readonly string[] {
  const variables = new Set<string>()
  for (const [language, content] of Object.entries(message.content)) {
    for (const part of PARTS) {
      const source = content[part]
      if (source === undefined) continue
      const path = `nodes.${node}.message.content.${language}.${part}`
      for (const name of readOrRefuse(definition, path, source, engine)) variables.add(name)
    }
    if (message.channel === 'email' && (content.subject ?? '').trim() === '')
      throw refuse(
        definition,
        `nodes.${node}.message.content.${language}.subject`,
        'an e-mail needs a subject',
      )
  }
  return [...variables].sort()
}

function readOrRefuse(
  definition: ScenarioDefinition,
  path: string,
  source: string,
  engine: TemplateEngine,
): readonly string[] {
  if (FILE_TAGS.test(source)) throw refuse(definition, path, 'a template cannot read another one')
  try {
    return engine
      .variables(source)
      .map((segments) => segments.filter((one) => typeof one === 'string').join('.'))
  } catch (cause) {
    const message = isClienteleError(cause) ? cause.message : 'it could not be read'
    throw refuse(definition, path, message, cause)
  }
}

function refuse(definition: ScenarioDefinition, path: string, what: string, cause?: unknown): ClienteleError {
  return new ClienteleError('INVALID_DEFINITION', `Scenario \`${definition.id}\`, \`${path}\`: ${what}`, {
    cause,
  })
}

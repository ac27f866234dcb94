import type { MessageContent, NodeId, ScenarioNode } from '@clientele/core'
import { inBothLanguages, type Language, type ProgrammeOptions } from './programme-options.ts'

/** A step that sends a marketing e-mail under the programme's purpose, in the person's language, and goes on. */
export function marketingEmail(
  options: ProgrammeOptions,
  {
    objective,
    copy,
    next,
  }: {
    readonly objective: string
    readonly copy: (language: Language) => MessageContent
    readonly next: NodeId
  },
): ScenarioNode {
  return {
    type: 'message',
    message: {
      channel: 'email',
      class: 'marketing',
      purpose: options.purpose ?? 'newsletter',
      objective,
      content: inBothLanguages(options, copy),
    },
    next,
  }
}

/** A message's content with its variables filled in. */
export interface RenderedMessage {
  /** BCP 47 language of the content that was chosen. */
  readonly language: string
  readonly subject: string | undefined
  readonly preheader: string | undefined
  readonly html: string | undefined
  readonly text: string
}

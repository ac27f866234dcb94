export { messageIdOf, messageKeyOf } from './message-id.ts'
export { type SmtpApi, smtp } from './smtp.ts'
export type { DkimOptions, Mailbox, SmtpOptions, UnsubscribeOptions } from './smtp-options.ts'

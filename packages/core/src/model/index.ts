// What a host and a plugin see of the model: what is said of a person and what is kept.

export type { CheckingSchema, SchemaFault } from './checking-schema.ts'
export type { Consent, ConsentInput, ConsentStatus } from './consent.ts'
export { consentInputSchema } from './consent.ts'
export type { Contact, GoldenField } from './contact.ts'
export { currencyDecimals } from './currency-decimals.ts'
export type { DeadLetter } from './dead-letter.ts'
export type { Definition, DefinitionKind } from './definition.ts'
export type { ContactEvent, EventInput } from './event.ts'
export { eventInputSchema } from './event.ts'
export type { EventDeclaration, PropertyFault } from './event-declaration.ts'
export { eventDeclarationSchema } from './event-declaration.ts'
export { matchesName } from './event-name.ts'
export type { Identifier } from './identifier.ts'
export { identifierSchema, nameSchema } from './identifier.ts'
export type { Instant } from './instant.ts'
export { instantSchema, MAX_INSTANT } from './instant.ts'
export type { JsonObject, JsonValue } from './json.ts'
export { isJsonValue, jsonObjectSchema, jsonValueSchema } from './json-schema.ts'
export type { Membership, MembershipChange } from './membership.ts'
export type { Decision, MessageIntent, MessageState } from './message.ts'
export type { Money } from './money.ts'
export type { ContactRecord, RecordInput } from './record.ts'
export { recordIdOf, recordInputSchema } from './record.ts'
export type { Run } from './run.ts'
export type {
  ColumnType,
  RowOwner,
  TableDeclaration,
  TableKind,
  TableRow,
  TableRowInput,
} from './table.ts'
export { tableDeclarationSchema, tableRowInputSchema } from './table.ts'
export type { TraitChange, TraitValue } from './trait-value.ts'

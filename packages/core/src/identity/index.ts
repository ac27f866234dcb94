export {
  type AssignedGroup,
  assignContactIds,
  type ContactIdAssignment,
  type ContactIdQuestion,
} from './assign-contact-ids.ts'
export { defaultIdentifierTypes, isBlockedIdentifier } from './identifier-types.ts'
export { resolveComponent } from './resolve-component.ts'
export { type FieldCandidate, type GoldenValue, type SurvivorshipRule, survive } from './survivorship.ts'
export type {
  ComponentResolution,
  IdentifierClaim,
  IdentifierType,
  IdentityFact,
  IdentityLink,
  MatchReason,
  RefusedLink,
  ResolvedGroup,
} from './types.ts'

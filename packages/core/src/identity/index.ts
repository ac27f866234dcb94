export {
  type AssignedGroup,
  assignContactIds,
  type ContactIdAssignment,
  type ContactIdQuestion,
} from './assign-contact-ids.ts'
export { defaultIdentifierTypes, isBlockedIdentifier } from './identifier-types.ts'
export type { ColumnKind, IdentityColumns } from './match/columns.ts'
export {
  type ContactChange,
  contactChanges,
  type ReplayedContacts,
  replayContactChanges,
} from './match/contact-changes.ts'
export type { MatchRecord } from './match/encode.ts'
export { type EvidenceBar, explainMatch, type MatchExplanation } from './match/explain.ts'
export type { ContactBond } from './match/explain-contact.ts'
export { type MatchLink, unmergeLinks } from './match/match-link.ts'
export { IDENTITY_MODEL_VERSION, type IdentityModel } from './match/match-model.ts'
export type { MatchProgress } from './match/match-progress.ts'
export { parseIdentityModel } from './match/parse-model.ts'
export { describeIdentityReport, type IdentityReport, type ZoneReport } from './match/report.ts'
export { resolve } from './match/resolve.ts'
export type {
  Household,
  IdentityResolution,
  MatchedContact,
  MatchedPair,
  RecordStream,
  ResolveOptions,
  ReviewItem,
} from './match/resolve-types.ts'
export { createStreamingResolver, type ResolverFootprint, type StreamingResolver } from './match/streaming.ts'
export { waterfallSvg, waterfallText } from './match/waterfall.ts'
export { addressRecipe, cityRecipe, normaliseAddress, normaliseCity } from './normalise/address.ts'
export {
  civilityRecipe,
  currencyRecipe,
  genderRecipe,
  languageRecipe,
  normaliseCivility,
  normaliseCurrency,
  normaliseGender,
  normaliseLanguage,
} from './normalise/code-lists.ts'
export { countryRecipe, normaliseCountry } from './normalise/country.ts'
export { dateRecipe, normaliseDate } from './normalise/date.ts'
export { emailRecipe, normaliseEmail } from './normalise/email.ts'
export { foldText } from './normalise/fold.ts'
export { nameRecipe, normaliseName } from './normalise/name.ts'
export { type LineType, normalisePhone, phoneLineType, phoneRecipe } from './normalise/phone.ts'
export { normalisePostcode, postcodeRecipe } from './normalise/postcode.ts'
export {
  applyRecipe,
  type Draft,
  type Normalised,
  type NormaliseOptions,
  type Recipe,
  type RecipeStep,
  type StepOutcome,
  type Verdict,
} from './normalise/recipe.ts'
export { recipes } from './normalise/recipes.ts'
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

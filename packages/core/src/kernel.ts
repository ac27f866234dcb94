import type { ClienteleEvents } from './clientele-api.ts'
import type { PressureRule, QuietHours } from './delivery/delivery-options.ts'
import type { EngineContext } from './engine/engine-context.ts'
import type { Program } from './engine/program.ts'
import type { CompiledIdentifierType } from './identity/identifier-types.ts'
import type { Recipe } from './identity/normalise/recipe.ts'
import type { Matching } from './identity/stored/matching.ts'
import type { IdentifierType } from './identity/types.ts'
import type { EventFaults } from './intake/event-faults.ts'
import type { EventDeclaration } from './model/event-declaration.ts'
import type { TableDeclaration } from './model/table.ts'
import type { Channel } from './ports/channel.ts'
import type { Clock } from './ports/clock.ts'
import type { IdSource } from './ports/ids.ts'
import type { Logger } from './ports/logger.ts'
import type { Storage } from './ports/storage.ts'
import type { ContactCache } from './profile/contact-cache.ts'
import type { FieldDeclarations } from './profile/field-declaration.ts'

/**
 * What every part of an instance stands on, made once by `createClientele` and handed inwards: the parts know it
 * and not each other's makers.
 */
export interface Kernel extends EngineContext {
  readonly storage: Storage
  readonly clock: Clock
  readonly ids: IdSource
  readonly logger: Logger
  /** Fires when the instance closes. */
  readonly signal: AbortSignal
  /** Segments and scenarios as they are compiled now; replaced whole when a definition changes. */
  readonly program: () => Program
  readonly sources: ReadonlySet<string>
  readonly tables: ReadonlyMap<string, TableDeclaration>
  readonly events: ReadonlyMap<string, EventDeclaration>
  readonly eventFaults: EventFaults
  readonly fields: FieldDeclarations
  /** The probabilistic matcher, which works where a model is in force. @default none */
  readonly matching?: Matching | undefined
  readonly identifierTypes: readonly IdentifierType[]
  readonly compiledIdentifierTypes: ReadonlyMap<string, CompiledIdentifierType>
  readonly recipes: { readonly [name: string]: Recipe }
  readonly country: string
  readonly language: string
  readonly defaultZone: string
  readonly salt: string
  readonly cache: ContactCache
  /** Channels by medium, as the plugins registered them. */
  readonly channels: ReadonlyMap<string, Channel>
  /** Id of the plugin that registered the channel of a medium: who is named when it fails. */
  readonly channelOwners: ReadonlyMap<string, string>
  readonly pressure: readonly PressureRule[]
  readonly quietHours: readonly QuietHours[]
  /** Tells listeners, after the transaction has been committed. */
  readonly emit: <Name extends keyof ClienteleEvents>(name: Name, payload: ClienteleEvents[Name]) => void
}

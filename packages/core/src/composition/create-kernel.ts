import type { ClienteleEvents, ClienteleOptions } from '../clientele-api.ts'
import { reactTo } from '../engine/advance.ts'
import { ClienteleError } from '../errors.ts'
import { compileIdentifierTypes, defaultIdentifierTypes } from '../identity/identifier-types.ts'
import { planColumns } from '../identity/match/columns.ts'
import { recipes as defaultRecipes } from '../identity/normalise/recipes.ts'
import { createMatching } from '../identity/stored/matching.ts'
import { compileEventFaults } from '../intake/event-faults.ts'
import type { Kernel } from '../kernel.ts'
import { createContactCache } from '../profile/contact-cache.ts'
import type { Emitter } from '../runtime/emitter.ts'
import { defaultFields } from './default-fields.ts'
import type { PluggedIn } from './set-up-plugins.ts'

const CACHE_SIZE = 10_000

/** Fills in what the options leave open, and checks what only holds together. @throws `INVALID_OPTIONS` */
export function createKernel(
  given: ClienteleOptions,
  ground: Pick<
    Kernel,
    'storage' | 'clock' | 'ids' | 'logger' | 'tables' | 'events' | 'signal' | 'program'
  > & {
    readonly plugged: Pick<PluggedIn, 'channels' | 'channelOwners' | 'connectors'>
    readonly emitter: Emitter<ClienteleEvents>
  },
): Kernel {
  const { storage, clock, ids, logger, tables, events, signal, program, plugged, emitter } = ground
  const fields = given.fields ?? defaultFields
  const recipes = { ...defaultRecipes, ...given.recipes }
  refuseUnknownRecipes(fields, recipes)
  if (given.timeZone === undefined)
    logger.warn('No `timeZone` was given: contacts without one are read in UTC. Give the zone of the shop.')
  const identifierTypes = given.identifiers ?? defaultIdentifierTypes
  const connectors = [...plugged.connectors.values()]
  if (given.matching?.columns !== undefined) planColumns(given.matching.columns)
  const kernel = {
    storage,
    clock,
    ids,
    logger,
    tables,
    events,
    eventFaults: compileEventFaults(events, given.timeZone ?? 'UTC'),
    signal,
    program,
    now: clock.now,
    nextId: ids.next,
    react: reactTo,
    sources: new Set([
      'api',
      ...(given.sources ?? []),
      ...connectors.flatMap((one) => one.connector.sources),
    ]),
    fields,
    identifierTypes,
    compiledIdentifierTypes: compileIdentifierTypes(identifierTypes),
    recipes,
    country: given.country ?? 'FR',
    language: given.language ?? 'fr',
    defaultZone: given.timeZone ?? 'UTC',
    salt: given.salt ?? 'clientele',
    cache: createContactCache(given.cacheSize ?? CACHE_SIZE),
    channels: plugged.channels,
    channelOwners: plugged.channelOwners,
    pressure: given.pressure ?? [],
    quietHours: given.quietHours ?? [],
    emit: emitter.emit,
  }
  return { ...kernel, matching: createMatching(kernel) }
}

function refuseUnknownRecipes(fields: Kernel['fields'], recipes: Kernel['recipes']): void {
  for (const [name, { normalise }] of Object.entries(fields)) {
    if (normalise === undefined || Object.hasOwn(recipes, normalise)) continue
    throw new ClienteleError(
      'INVALID_OPTIONS',
      `The options of createClientele are not valid: \`fields.${name}.normalise\` names the recipe \`${normalise}\`, which is not among ${Object.keys(recipes).join(', ')}.`,
      { details: { paths: [`fields.${name}.normalise`] } },
    )
  }
}

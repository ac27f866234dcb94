import type { IdentifierType } from '@clientele/core/identity'
import { defaultIdentifierTypes, recipes } from '@clientele/core/identity'
import { memory } from '@clientele/storage-memory'
import { sequentialIds, type VirtualClock, virtualClock } from '@clientele/testing'
import { defaultFields } from '../../src/composition/default-fields.ts'
import { reactTo } from '../../src/engine/advance.ts'
import { createProgram, type Program } from '../../src/engine/program.ts'
import { compileIdentifierTypes } from '../../src/identity/identifier-types.ts'
import type { ClienteleEvents, Storage, TableDeclaration } from '../../src/index.ts'
import type { Kernel } from '../../src/kernel.ts'
import { createContactCache } from '../../src/profile/contact-cache.ts'
import type { FieldDeclarations } from '../../src/profile/field-declaration.ts'

/** What was told to listeners, in order. */
export type Told = readonly { readonly name: keyof ClienteleEvents; readonly payload: unknown }[]

/** A kernel on a storage in memory and a virtual clock, for tests of one room. */
export interface TestKernel {
  readonly kernel: Kernel
  readonly clock: VirtualClock
  readonly told: Told
}

/** Makes an open test kernel. */
export async function makeKernel(
  options: {
    readonly storage?: Storage | undefined
    readonly program?: Program | undefined
    readonly fields?: FieldDeclarations | undefined
    readonly identifierTypes?: readonly IdentifierType[] | undefined
    readonly tables?: readonly TableDeclaration[] | undefined
    readonly cacheSize?: number | undefined
  } = {},
): Promise<TestKernel> {
  const storage = options.storage ?? memory()
  await storage.open()
  const clock = virtualClock(Date.UTC(2026, 0, 1))
  const ids = sequentialIds('id-')
  const told: { name: keyof ClienteleEvents; payload: unknown }[] = []
  const identifierTypes = options.identifierTypes ?? defaultIdentifierTypes
  const program =
    options.program ?? createProgram({ segments: [], scenarios: [], salt: 'salt', defaultZone: 'UTC' })
  const silent = (): void => undefined
  return {
    clock,
    told,
    kernel: {
      storage,
      clock,
      ids,
      nextId: ids.next,
      react: reactTo,
      now: clock.now,
      logger: { debug: silent, info: silent, warn: silent, error: silent },
      signal: new AbortController().signal,
      program: () => program,
      sources: new Set(['api', 'eshop', 'till', 'crm']),
      tables: new Map((options.tables ?? []).map((table) => [table.name, table])),
      events: new Map(),
      eventFaults: () => [],
      fields: options.fields ?? defaultFields,
      identifierTypes,
      compiledIdentifierTypes: compileIdentifierTypes(identifierTypes),
      recipes,
      country: 'FR',
      language: 'fr',
      defaultZone: 'UTC',
      salt: 'salt',
      cache: createContactCache(options.cacheSize ?? 1000),
      channels: new Map(),
      channelOwners: new Map(),
      pressure: [],
      quietHours: [],
      emit: (name, payload) => {
        told.push({ name, payload })
      },
    },
  }
}

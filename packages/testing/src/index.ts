export { type Arbitraries, arbitraries } from './arbitraries/arbitraries.ts'
export { type ChannelCase, type ChannelContext, channelConformance } from './conformance/channel.ts'
export {
  type ConformanceCase,
  type ConformanceRun,
  type RegisterCase,
  runConformance,
} from './conformance/conformance-case.ts'
export { type ConnectorCase, type ConnectorContext, connectorConformance } from './conformance/connector.ts'
export { segmentConformance } from './conformance/segments/segment-conformance.ts'
export type { StorageCase, StorageContext } from './conformance/storage/storage-case.ts'
export { storageConformance } from './conformance/storage/storage-conformance.ts'
export { arrayBase } from './fakes/array-base.ts'
export { type ArrayBatch, type ArrayConnectorOptions, arrayConnector } from './fakes/array-connector.ts'
export { type Fault, type FaultyStorage, faultyStorage } from './fakes/faulty-storage.ts'
export {
  type PluginContextOptions,
  type RecordedPluginContext,
  recordedPluginContext,
} from './fakes/plugin-context.ts'
export {
  type RecordingChannel,
  type RecordingChannelOptions,
  recordingChannel,
  type ScriptedAnswer,
} from './fakes/recording-channel.ts'
export {
  type ConditionAgreement,
  type ConditionComparison,
  compareConditions,
} from './population/compare-conditions.ts'
export { conditionOver } from './population/condition.ts'
export { type ConditionCase, conditionCaseOf } from './population/condition-case.ts'
export { type ConditionTally, conditionTally, type KindCount } from './population/condition-tally.ts'
export { conditionWorld } from './population/condition-world.ts'
export { environmentOf } from './population/environment-of.ts'
export { factsOf } from './population/facts-of.ts'
export { type Population, type PopulationSize, populationOf } from './population/population.ts'
export { type PopulationWorld, populationWorld } from './population/population-world.ts'
export { type LogEntry, type RecordingLogger, recordingLogger } from './recording-logger.ts'
export { type SeededRandom, seededRandom } from './seeded-random.ts'
export { sequentialIds } from './sequential-ids.ts'
export { compareStorages, type StorageComparison } from './storage-model/compare-storages.ts'
export { type VirtualClock, virtualClock } from './virtual-clock.ts'

export { type ChannelCase, type ChannelContext, channelConformance } from './conformance/channel.ts'
export {
  type ConformanceCase,
  type ConformanceRun,
  type RegisterCase,
  runConformance,
} from './conformance/conformance-case.ts'
export { type ConnectorCase, type ConnectorContext, connectorConformance } from './conformance/connector.ts'
export type { StorageCase, StorageContext } from './conformance/storage/storage-case.ts'
export { storageConformance } from './conformance/storage/storage-conformance.ts'
export { type ArrayBatch, type ArrayConnectorOptions, arrayConnector } from './fakes/array-connector.ts'
export { type Fault, type FaultyStorage, faultyStorage } from './fakes/faulty-storage.ts'
export {
  type RecordingChannel,
  type RecordingChannelOptions,
  recordingChannel,
  type ScriptedAnswer,
} from './fakes/recording-channel.ts'
export { type LogEntry, type RecordingLogger, recordingLogger } from './recording-logger.ts'
export { sequentialIds } from './sequential-ids.ts'
export { compareStorages, type StorageComparison } from './storage-model/compare-storages.ts'
export { type VirtualClock, virtualClock } from './virtual-clock.ts'

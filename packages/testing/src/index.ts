export {
  type ConformanceCase,
  type ConformanceRun,
  type RegisterCase,
  runConformance,
} from './conformance/conformance-case.ts'
export type { StorageCase, StorageContext } from './conformance/storage/storage-case.ts'
export { storageConformance } from './conformance/storage/storage-conformance.ts'
export { type LogEntry, type RecordingLogger, recordingLogger } from './recording-logger.ts'
export { sequentialIds } from './sequential-ids.ts'
export { compareStorages, type StorageComparison } from './storage-model/compare-storages.ts'
export { type VirtualClock, virtualClock } from './virtual-clock.ts'

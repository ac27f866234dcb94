export { type LogEntry, type RecordingLogger, recordingLogger } from './recording-logger.ts'
export { sequentialIds } from './sequential-ids.ts'
export { type VirtualClock, virtualClock } from './virtual-clock.ts'

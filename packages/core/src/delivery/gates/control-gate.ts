import { type Gate, pass, stop } from './gate.ts'

/** Members of a control group get nothing, so that what the message does can be measured against them. */
export const controlGate: Gate = ({ control }) =>
  control === undefined ? pass('not-in-control') : stop(`control:${control}`)

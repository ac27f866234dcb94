import {
  type ColumnType,
  type ConditionEnvironment,
  type ContactTrait,
  compilePath,
  type RowShape,
  shapeOfEvent,
  shapeOfTable,
} from '@clientele/core'

/** What is declared of the values that a measure of events or rows takes. */
export function typeOfTrait(trait: ContactTrait, environment: ConditionEnvironment): ColumnType | undefined {
  if (!('measure' in trait) || !('property' in trait.measure)) return 'number'
  const { of, property } = trait.measure
  if (of === 'sum' || of === 'avg' || of === 'distinct') return 'number'
  const shape =
    'event' in trait ? shapeOfEvent(trait.event, environment) : shapeOfTable(trait.rows, environment)
  return compilePath(property, shape as RowShape, environment, '').type
}

import type { ScenarioNode } from '@clientele/core'

/**
 * Waits for a person to open a message of the scenario or to follow a link in it: `Email Opened` or `Email Link
 * Clicked` with its `scenarioId`, as trackers and receipts report them. What a machine did (`machine: true`) does not
 * count.
 */
export function readOrClicked(
  scenarioId: string,
  ways: { readonly within: string; readonly read: string; readonly unread: string },
): ScenarioNode {
  return {
    type: 'waitFor',
    until: {
      any: READINGS.map((event) => ({
        event,
        where: {
          all: [
            { property: 'scenarioId', op: 'eq', value: scenarioId },
            { property: 'machine', op: 'ne', value: true },
          ],
        },
        // A reading of an earlier passage must not count for this one.
        window: { last: ways.within },
      })),
    },
    timeout: ways.within,
    next: ways.read,
    onTimeout: ways.unread,
  }
}

const READINGS = ['Email Opened', 'Email Link Clicked']

import type { StorageTransaction } from '@clientele/core'
import { sample } from '../conformance/storage/samples.ts'
import { modelWorld } from './model-world.ts'

/** Gives every name of the world something, so that the first random command already has what to change. */
export async function populate(transaction: StorageTransaction): Promise<void> {
  const { contactIds, recordIds, emails, segmentIds, scenarioIds, scorerIds } = modelWorld
  const ownerOf = (place: number): string => contactIds[place % contactIds.length]!
  await transaction.contacts.put(contactIds.map((id) => sample.contact(id)))
  await transaction.records.put(
    recordIds.map((recordId, place) =>
      sample.record(recordId, ownerOf(place), {
        identifiers: [{ type: 'email', value: emails[place % emails.length]! }],
      }),
    ),
  )
  const following = recordIds.map((recordId, place) => ({ recordId, contactId: ownerOf(place) }))
  await transaction.links.put(
    recordIds.slice(1).map((b) => sample.link('probable', recordIds[0]!, b, { weight: 1.5 })),
  )
  await transaction.events.insert(
    following.map(({ recordId, contactId }, place) =>
      sample.event(`first${place}`, contactId, { recordId, occurredAt: (place % 3) * 1000 }),
    ),
  )
  await transaction.rows.put(
    following.map((owner, place) => sample.row('orders', `first${place}`, { ...owner, at: place * 1000 })),
  )
  await transaction.consents.append(
    following.map(({ recordId, contactId }) => sample.consent(contactId, recordId)),
  )
  for (const [place, contactId] of contactIds.entries()) {
    const at = (place % 4) * 1000
    await transaction.memberships.put(
      segmentIds.map((id) => sample.membership(contactId, id, { validUntil: at, member: place % 2 === 0 })),
    )
    await transaction.memberships.appendChanges(
      segmentIds.map((id) => sample.change(contactId, id, at, place % 2 === 0)),
    )
    await transaction.runs.put(
      scenarioIds.map((scenarioId) =>
        sample.run(`first ${scenarioId} ${place}`, contactId, { scenarioId, wakeAt: at, startedAt: 1000 }),
      ),
    )
    await transaction.messages.insertNew([
      sample.message(`first${place}`, contactId, { dueAt: at + 500 + place, state: 'pending' }),
    ])
    await transaction.scores.put(scorerIds.map((id) => sample.score(contactId, id, at)))
    await transaction.identityLog.append([
      sample.logEntry(`first${place}`, contactId, { recordIds: [recordIds[place]!] }),
    ])
  }
}

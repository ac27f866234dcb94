import type { RegisteredScorers } from '../base/scores.ts'
import type { ClienteleOptions } from '../clientele-api.ts'
import { ClienteleError } from '../errors.ts'
import type { Storage } from '../ports/storage.ts'
import type { PluggedIn } from './set-up-plugins.ts'

/** Who registers the scores of households. */
const OWNER = 'matching'

/** The scorers of the plugins, and that of households where the base matches. @throws `PLUGIN_DUPLICATE` */
export async function allScorers(
  given: Pick<ClienteleOptions, 'matching'>,
  plugged: Pick<PluggedIn, 'scorers'>,
  storage: Storage,
): Promise<RegisteredScorers> {
  if (given.matching === undefined) return plugged.scorers
  const { householdScorer } = await import('../identity/stored/match/households-of-base.ts')
  const scorer = householdScorer(storage)
  const other = plugged.scorers.get(scorer.id)
  if (other !== undefined)
    throw new ClienteleError(
      'PLUGIN_DUPLICATE',
      `Expected the scores \`${scorer.id}\` to be those of \`matching\`, but the plugin \`${other.pluginId}\` registers them too; leave one of the two out.`,
      { details: { pluginId: other.pluginId } },
    )
  return new Map([...plugged.scorers, [scorer.id, { pluginId: OWNER, scorer }]])
}

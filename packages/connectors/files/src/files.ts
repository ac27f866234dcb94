import { definePlugin, type JsonObject, type Plugin } from '@clientele/core'
import { checkFilesOptions, type FilesOptions } from './files-options.ts'
import type { FilesMapping } from './mapping/mapping.ts'
import { loadMapping, parseMapping } from './mapping/parse-mapping.ts'
import { planFiles } from './planned-file.ts'
import { pullFiles } from './pull-files.ts'
import type { FileFacts } from './read/file-facts.ts'

/** What a host finds at `clientele.plugins.files`. */
export interface FilesApi {
  /** For `clientele.connectors.pull`. */
  readonly checkpointKey: string
  readonly mapping: FilesMapping
  /**
   * Looks into the files without reading their rows: encoding, delimiter, columns.
   *
   * @throws `MAPPING_INVALID` that lists every column that is not there; `FILE_UNREADABLE`.
   */
  readonly check: () => Promise<readonly FileFacts[]>
}

/**
 * Reads CSV, TSV and JSON-lines files, gzip or not, into records, events and rows of tables, by a mapping that is
 * plain data. It holds a piece of 256 KiB, one row and one batch of a file at a time, goes on after a cut where it
 * stopped, and lists every row that it could not take with its line and the reason.
 *
 * @example
 * ```ts
 * import { files } from '@clientele/connector-files'
 *
 * const plugin = files({
 *   folder: 'exports',
 *   mapping: {
 *     source: 'eshop',
 *     timeZone: 'Europe/Paris',
 *     files: [
 *       {
 *         file: 'customers-*.csv',
 *         dates: ['dd/mm/yyyy'],
 *         targets: [
 *           {
 *             type: 'record',
 *             sourceKey: 'id',
 *             identifiers: { email: 'e-mail', phone: 'mobile' },
 *             fields: { firstName: 'prenom', lastName: 'nom', birthDate: { column: 'naissance', type: 'date' } },
 *           },
 *         ],
 *       },
 *     ],
 *   },
 * })
 * // await clientele.connectors.pull('files:files')
 * ```
 *
 * @throws `INVALID_OPTIONS`, and `MAPPING_INVALID` at once for a mapping that is given as an object
 */
export function files<const Id extends string = 'files'>(options: FilesOptions<Id>): Plugin<Id, FilesApi> {
  checkFilesOptions(options)
  const { folder, batchRows = 500 } = options
  const given = typeof options.mapping === 'string' ? undefined : parseMapping(options.mapping)
  return definePlugin({
    id: (options.id ?? 'files') as Id,
    kind: 'connector',
    setup: async ({ registerConnector }) => {
      const mapping = given ?? (await loadMapping(options.mapping as string))
      const checkpointKey = `files:${mapping.name ?? 'files'}`
      const check = async (): Promise<readonly FileFacts[]> =>
        (await planFiles(folder, mapping)).map(({ facts }) => facts)
      registerConnector({
        checkpointKey,
        sources: sourcesOf(mapping),
        check: async () => ({ files: (await check()).map(summaryOf) }),
        pull: ({ checkpoint, signal }) => pullFiles({ folder, mapping, batchRows, checkpoint, signal }),
      })
      return { checkpointKey, mapping, check }
    },
  })
}

function sourcesOf(mapping: FilesMapping): readonly string[] {
  const targets = mapping.files.flatMap((file) => file.targets)
  return [
    ...new Set([mapping.source, ...targets.flatMap(({ source }) => (source === undefined ? [] : [source]))]),
  ]
}

function summaryOf(facts: FileFacts): JsonObject {
  const { name, size, format, gzip, encoding, encodingVerdict, delimiter, columns } = facts
  return { name, size, format, gzip, encoding, encodingVerdict, delimiter, columns }
}

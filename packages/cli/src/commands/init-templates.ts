/** What `init` writes as the configuration. */
export const CONFIG_TEMPLATE: string = `import { files } from '@clientele/connector-files'
import { sqlite } from '@clientele/storage-sqlite'
import { defineConfig } from 'clientele'

export default defineConfig(() => ({
  storage: sqlite('clientele.db'),
  timeZone: 'Europe/Paris',
  country: 'FR',
  plugins: [files({ folder: 'exports', mapping: 'mapping.json' })],
  segments: [
    {
      id: 'active',
      name: 'Seen in the last 90 days',
      where: { event: '*', window: { last: '90d' } },
    },
    { id: 'reachable', name: 'With an e-mail address', where: { field: 'email', op: 'exists' } },
  ],
}))
`

/** What `init` writes as the mapping. */
export const MAPPING_TEMPLATE: string = `${JSON.stringify(
  {
    source: 'eshop',
    timeZone: 'Europe/Paris',
    files: [
      {
        file: 'customers*.csv',
        dates: ['dd/mm/yyyy', 'iso'],
        targets: [
          {
            type: 'record',
            sourceKey: 'id',
            identifiers: { email: 'email', phone: 'phone' },
            fields: {
              email: 'email',
              phone: 'phone',
              firstName: 'first_name',
              lastName: 'last_name',
              birthDate: { column: 'birth_date', type: 'date' },
            },
            consents: [
              {
                channel: 'email',
                purpose: 'newsletter',
                column: 'newsletter',
                granted: ['1'],
                denied: ['0'],
              },
            ],
          },
        ],
      },
    ],
  },
  undefined,
  2,
)}
`

/** Three rows for a first import; two of them are one person. */
export const SAMPLE_CSV: string = `id;first_name;last_name;email;phone;birth_date;newsletter
1;Camille;Durand;camille.durand@example.com;06 12 34 56 78;03/04/1990;1
2;C.;Durand;Camille.Durand@example.com;;;
3;Noé;Le Goff;noe.legoff@example.com;+33 7 98 76 54 32;21/11/1985;0
`

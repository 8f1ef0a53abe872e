import { brotliDecompressSync } from 'node:zlib'
import type { PutItemInput } from '@aws-sdk/client-dynamodb'
import { createSession } from '../../functions/console/sign-in/session.ts'
import type { StudyOfficeDeps } from '../../functions/console/study-office/office-frame.ts'
import { studyOfficeConsole } from '../../functions/console/study-office/study-office.routes.tsx'
import { systemClock } from '../../functions/platform/core/clock.ts'
import { holdLibrary } from '../../functions/records/library/study-library.ts'
import { openShippedLibrary } from '../../surveys/library/library.ts'
import { shippedDefinitions } from '../../surveys/library/shipped.ts'
import { serveApplication } from './application-server.ts'
import { shippedNames } from './shipped-names.ts'

const STUDY = 'ketamine-infusion-registry'
const VERSION = '1.4.0'
type Source = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: string }

/**
 * The study office behind a port of this machine, over one draft in memory: the registry as it ships, changed as a test asks.
 * Who signs in is named by their cookie, `concord-session=ana`: everybody is a lead.
 */
export async function openOffice(change: (source: Source) => object = (source) => source) {
  const library = holdLibrary(openShippedLibrary())
  const shipped = (shippedDefinitions.studies as readonly Source[]).find(
    ({ id, version }) => id === STUDY && version === VERSION,
  )
  if (!shipped) throw new Error('the shipped study is gone')
  const draft = {
    ...{ study: STUDY, basedOn: VERSION, changedAt: '2026-03-02T15:00:00.000Z', changedBy: 'ana' },
    ...{ editors: ['ana'], source: { ...shipped, version: '1.5.0', ...change(shipped) } as object },
  }
  const stored = { revision: 1, draft }
  const log = { info: () => undefined, error: () => undefined }
  const member = (sub: string) => ({
    ...{ sub, name: `Lead ${sub}`, study: STUDY, role: 'lead', sites: [] },
    ...{ administers: false, blinded: false, revision: 1 },
  })
  const deps = {
    ...{
      clock: systemClock,
      log,
      library,
      libraryTable: 'library',
      openInstruments: library.openInstruments,
    },
    definitions: shippedNames,
    organisations: { listByPerson: async () => [] },
    signIn: { refresh: async () => undefined },
    tokens: { verify: async (token: string) => ({ sub: token }) },
    memberships: {
      find: async (sub: string) => member(sub),
      listByPerson: async (sub: string) => [member(sub)],
    },
    heads: {
      find: async () => ({
        ...{ study: STUDY, sites: [], timepoints: [], instruments: [], revision: 1 },
        versions: [{ version: VERSION, hash: 'f'.repeat(64) }],
      }),
    },
    drafts: { find: async () => structuredClone(stored) },
    audit: {
      /** As the table would: of two that read the same revision, the second is refused. */
      async write(_: unknown, __: unknown, [put]: readonly { write: { Put: PutItemInput } }[]) {
        const item = put?.write.Put.Item ?? {}
        if (Number(item.revision?.N) !== stored.revision + 1) return { kind: 'refused' }
        stored.revision += 1
        stored.draft = {
          ...stored.draft,
          changedBy: item.changedBy?.S ?? '',
          source: JSON.parse(brotliDecompressSync(Buffer.from(item.zipped?.S ?? '', 'base64')).toString()),
        }
        return { kind: 'written' }
      },
    },
  }
  const server = await serveApplication((url) =>
    studyOfficeConsole({
      ...(deps as unknown as StudyOfficeDeps),
      ...{ session: createSession(url), publicUrl: url },
    }),
  )
  return { ...server, stored, office: `${server.url}/console/studies/${STUDY}/office` }
}

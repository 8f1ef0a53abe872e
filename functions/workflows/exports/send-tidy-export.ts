import type { TidyExportQuery } from '../../../web/api/exports/tidy-export.ts'
import type { Reader, ReadingDeps } from '../access/append-reading.ts'
import { recordExport } from '../access/record-export.ts'
import type { StudyMember } from '../access/staff-access.ts'
import type { TidyExportDeps } from './make-tidy-export.ts'

export type SendTidyExportDeps = TidyExportDeps & ReadingDeps

/**
 * A tidy export as a download, once the audit trail says that it leaves.
 *
 * @param instrumentsUrl where definitions are published, without a trailing slash
 * @throws ProblemError 422 as `makeTidyExport`, and 503 `not-recorded` when the entry could not be written
 */
export async function sendTidyExport(
  deps: SendTidyExportDeps,
  membership: StudyMember,
  reader: Reader,
  query: TidyExportQuery,
  instrumentsUrl: string,
): Promise<Response> {
  // Loaded with the first export: no other request needs what writes files.
  const { makeTidyExport } = await import('./make-tidy-export.ts')
  const { bytes, fileName, mediaType, sites, asOf, participants } = await makeTidyExport(
    deps,
    membership,
    query,
    instrumentsUrl,
  )
  const { variant, format } = query
  const reply = new Response(bytes, {
    headers: {
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${fileName}"`,
    },
  })
  const left = {
    ...({ action: 'tidy-tables.exported', format } as const),
    ...{ reader, scope: { study: membership.study.id, site: sites }, filter: { variant, asOf } },
    rows: participants,
  }
  return recordExport(deps, left, reply)
}

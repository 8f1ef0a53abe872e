import type { FactTable } from '../../interchange/facts/fact-tables.ts'

/*
 * Bucket of the lake:
 *
 * | object                                                             | what                                            |
 * |--------------------------------------------------------------------|-------------------------------------------------|
 * | <folder of a table>/study=<study>/site=<site>/month=<month>/a-<…>.parquet | what a batch of the stream added                  |
 * | the same, c-<hash of its bytes>.parquet                             | a month of a table, put together                  |
 * | facts/summaries/study=<study>/<day>.json                            | how many participants there are, what was compared |
 */

/** With a slash at its end. */
export function formatPartition(
  { folder }: Pick<FactTable, 'folder'>,
  { study, site }: { readonly study: string; readonly site: string },
  month: string,
): string {
  return `${formatSiteFolder({ folder }, { study, site })}month=${month}/`
}

/** All months of a table at a clinic, with a slash at its end. */
export function formatSiteFolder(
  { folder }: Pick<FactTable, 'folder'>,
  { study, site }: { readonly study: string; readonly site: string },
): string {
  return `${folder}/study=${study}/site=${site}/`
}

import type { TidyExportQuery } from '../../../web/api/exports/tidy-export.ts'
import { EXPORT_FORMATS } from './export-formats.ts'

/** The name under which an export is saved, and what kind of file it is. */
export function describeExportFile(
  study: string,
  {
    site,
    variant,
    format,
    asOf,
  }: Pick<TidyExportQuery, 'variant' | 'format'> & {
    readonly site?: string | null | undefined
    readonly asOf: string
  },
): { readonly fileName: string; readonly mediaType: string } {
  const { extension, mediaType } = EXPORT_FORMATS[format]
  const named = [study, ...(site ? [site] : []), format, variant, asOf.slice(0, 10)]
  return { fileName: `${named.join('-')}.${extension}`, mediaType }
}

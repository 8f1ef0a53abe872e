import {
  TIDY_VARIANTS,
  type TidyFormat,
  type TidyVariant,
  XLSX_TYPE,
} from '../../../web/api/exports/tidy-export.ts'

type ExportFormat = {
  readonly variants: readonly TidyVariant[]
  readonly extension: string
  readonly mediaType: string
}

const ZIP: ExportFormat = { variants: TIDY_VARIANTS, extension: 'zip', mediaType: 'application/zip' }
/** Of what says when each thing was. */
const ZIP_WITH_DATES: ExportFormat = { ...ZIP, variants: ['dates'] }

/** What each format is as a file, apart from what writes it: who orders an export loads no writer. */
export const EXPORT_FORMATS: Readonly<Record<TidyFormat, ExportFormat>> = {
  ...{ csv: ZIP, spreadsheet: ZIP, parquet: ZIP, cdisc: ZIP },
  xlsx: { variants: TIDY_VARIANTS, extension: 'xlsx', mediaType: XLSX_TYPE },
  ...{ fhir: ZIP_WITH_DATES, odm: ZIP_WITH_DATES },
}

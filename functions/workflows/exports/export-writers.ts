import { type TidyFormat, XLSX_TYPE } from '../../../web/api/exports/tidy-export.ts'
import type { WriteExport } from '../../interchange/package/write-export.ts'

/** Each format with what writes it, loaded when the first export in it is asked for, and how its file is sent. */
export const EXPORT_FORMATS: Readonly<
  Record<
    TidyFormat,
    { readonly load: () => Promise<WriteExport>; readonly extension: string; readonly mediaType: string }
  >
> = {
  csv: {
    load: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeCsvExport,
    ...{ extension: 'zip', mediaType: 'application/zip' },
  },
  spreadsheet: {
    load: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeSpreadsheetExport,
    ...{ extension: 'zip', mediaType: 'application/zip' },
  },
  parquet: {
    load: async () => (await import('../../interchange/tidy/parquet/parquet-export.ts')).writeParquetExport,
    ...{ extension: 'zip', mediaType: 'application/zip' },
  },
  xlsx: {
    load: async () => (await import('../../interchange/tidy/xlsx/xlsx-export.ts')).writeXlsxExport,
    ...{ extension: 'xlsx', mediaType: XLSX_TYPE },
  },
}

import type { TidyFormat } from '../../../web/api/exports/tidy-export.ts'
import type { WriteExport } from '../../interchange/package/write-export.ts'

/** What writes each format, loaded when the first export in it is made. */
export const EXPORT_WRITERS: Readonly<Record<TidyFormat, () => Promise<WriteExport>>> = {
  csv: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeCsvExport,
  spreadsheet: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeSpreadsheetExport,
  parquet: async () => (await import('../../interchange/tidy/parquet/parquet-export.ts')).writeParquetExport,
  xlsx: async () => (await import('../../interchange/tidy/xlsx/xlsx-export.ts')).writeXlsxExport,
  fhir: async () => (await import('../../interchange/fhir/export/fhir-export.ts')).writeFhirExport,
  cdisc: async () => (await import('../../interchange/cdisc/cdisc-export.ts')).writeCdiscExport,
  odm: async () => (await import('../../interchange/cdisc/odm-export.ts')).writeOdmExport,
}

import {
  TIDY_VARIANTS,
  type TidyFormat,
  type TidyVariant,
  XLSX_TYPE,
} from '../../../web/api/exports/tidy-export.ts'
import type { WriteExport } from '../../interchange/package/write-export.ts'

/** Each format with what writes it, loaded when the first export in it is asked for, and how its file is sent. */
export const EXPORT_FORMATS: Readonly<
  Record<
    TidyFormat,
    {
      readonly load: () => Promise<WriteExport>
      readonly variants: readonly TidyVariant[]
      readonly extension: string
      readonly mediaType: string
    }
  >
> = {
  csv: {
    load: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeCsvExport,
    ...{ variants: TIDY_VARIANTS, extension: 'zip', mediaType: 'application/zip' },
  },
  spreadsheet: {
    load: async () => (await import('../../interchange/tidy/csv/csv-export.ts')).writeSpreadsheetExport,
    ...{ variants: TIDY_VARIANTS, extension: 'zip', mediaType: 'application/zip' },
  },
  parquet: {
    load: async () => (await import('../../interchange/tidy/parquet/parquet-export.ts')).writeParquetExport,
    ...{ variants: TIDY_VARIANTS, extension: 'zip', mediaType: 'application/zip' },
  },
  xlsx: {
    load: async () => (await import('../../interchange/tidy/xlsx/xlsx-export.ts')).writeXlsxExport,
    ...{ variants: TIDY_VARIANTS, extension: 'xlsx', mediaType: XLSX_TYPE },
  },
  // Its resources are made of instants.
  fhir: {
    load: async () => (await import('../../interchange/fhir/export/fhir-export.ts')).writeFhirExport,
    ...{ variants: ['dates'], extension: 'zip', mediaType: 'application/zip' },
  },
  cdisc: {
    load: async () => (await import('../../interchange/cdisc/cdisc-export.ts')).writeCdiscExport,
    ...{ variants: TIDY_VARIANTS, extension: 'zip', mediaType: 'application/zip' },
  },
  // It says when each form was sent.
  odm: {
    load: async () => (await import('../../interchange/cdisc/odm-export.ts')).writeOdmExport,
    ...{ variants: ['dates'], extension: 'zip', mediaType: 'application/zip' },
  },
}

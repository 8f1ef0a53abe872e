import type { downloadsText as english } from '../en/downloads.ts'

export const downloadsText: typeof english = {
  heading: 'Descargar datos',
  lead: (site: string) =>
    `Todo lo registrado en ${site}, sin nombres, números, notas ni texto libre. Cada descarga queda anotada en el registro de auditoría.`,
  format: 'Formato',
  formats: {
    csv: 'CSV con scripts para R, Stata, SPSS y SAS (ZIP)',
    spreadsheet: 'CSV para una hoja de cálculo (ZIP)',
    parquet: 'Parquet para R, Python y DuckDB (ZIP)',
    xlsx: 'Libro de Excel',
    fhir: 'FHIR R4, solo con fechas (ZIP)',
    cdisc: 'CDISC SDTM y ADaM con define.xml (ZIP)',
    odm: 'CDISC ODM 1.3.2, solo con fechas (ZIP)',
  },
  variant: 'Fechas',
  variants: { dates: 'Con fechas', 'study-days': 'Días de estudio en lugar de fechas, para compartir' },
  download: 'Descargar',
  background: 'Prepararlo en segundo plano: todas sus clínicas o más de 4 MB',
  help: 'Qué contienen los archivos y cómo abrirlos',
}

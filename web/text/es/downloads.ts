import type { downloadsText as english } from '../en/downloads.ts'

export const downloadsText: typeof english = {
  heading: 'Descargar datos',
  lead: (site: string) =>
    `Todo lo registrado en ${site}, en tablas dentro de un archivo ZIP, sin nombres, números, notas ni texto libre. Cada descarga queda anotada en el registro de auditoría.`,
  dates: 'Tablas con fechas, para R, Stata, SPSS o SAS (ZIP)',
  studyDays: 'Tablas con días de estudio en lugar de fechas, para compartir (ZIP)',
  spreadsheet: 'Tablas con fechas, para una hoja de cálculo (ZIP)',
  help: 'Qué contienen los archivos y cómo abrirlos',
}

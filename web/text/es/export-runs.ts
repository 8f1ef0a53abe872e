import type { exportRunsText as english } from '../en/export-runs.ts'

export const exportRunsText: typeof english = {
  heading: 'Exportaciones',
  lead: 'Pida los datos de sus clínicas en archivos de cualquier tamaño. Corresponden al momento del pedido, no llevan nombres, números, notas ni texto libre, y se conservan 30 días.',
  form: 'Pedir una exportación',
  site: 'Clínica',
  allSites: 'Todas sus clínicas',
  variant: 'Fechas',
  format: 'Formato',
  submit: 'Prepararla en segundo plano',
  runs: 'Sus exportaciones',
  none: 'Todavía no se pidió ninguna exportación.',
  columns: { ordered: 'Datos al', what: 'Exportación', state: 'Estado', file: 'Archivo' },
  state: {
    planned: 'En espera',
    making: 'En preparación',
    made: 'Lista',
    failed: 'Falló',
    skipped: 'No se preparó',
    cancelled: 'Cancelada',
  },
  reason: {
    error: 'Falló tres veces. Pídala de nuevo. Si vuelve a fallar, avise a quien opera el sistema.',
    'too-many-tries': 'Se interrumpió tres veces. Pida una sola clínica, o Parquet.',
    'file-differs': 'Su membresía o los datos cambiaron mientras se preparaba. Pídala de nuevo.',
    'too-large': 'Una tabla no cabe en una hoja. Pida Parquet o CSV, o una sola clínica.',
    'no-membership': 'Usted ya no estaba en el estudio.',
    'no-site': 'Usted ya no tenía esa clínica.',
    'not-allowed': 'Su función no la permite.',
    'by-owner': 'Cancelada por usted.',
  },
  progress: (participants: number, sites: number, of: number) =>
    `${participants} ${participants === 1 ? 'participante' : 'participantes'}, clínica ${sites} de ${of}`,
  refresh: 'Esta página se actualiza cada diez segundos.',
  download: (name: string) => `Descargar ${name}`,
  expired: 'Se conserva 30 días. Pídala de nuevo.',
  cancel: 'Cancelar',
  noticed: {
    ordered: 'Pedida. Aparece abajo y podrá descargarse cuando esté lista.',
    cancelled: 'Cancelada.',
    'too-late': 'Ya había terminado.',
    'dates-only': 'FHIR y ODM tienen solo fechas. Pídalo con fechas.',
    'too-many':
      'Hay cinco exportaciones en espera o en preparación. Espere a que una esté lista, o cancele una.',
  },
}

import type { missedReasonText as english } from '../en/missed-reason.ts'
import type { Translation } from '../words/translation.ts'

export const missedReasonText: Translation<typeof english> = {
  heading: 'Motivos de las evaluaciones omitidas o tardías',
  column: 'Motivo',
  late: 'tardía',
  record: 'Registrar el motivo',
  change: 'Cambiar',
  label: (timepoint) => `Motivo, hasta donde usted sabe: ${timepoint}`,
  save: 'Guardar',
  faults: {
    reason: 'Elija uno de los motivos.',
    'neither-missed-nor-late':
      'Esta evaluación se completó a tiempo o aún puede responderse. Puede que haya cambiado después de que usted abriera la página.',
    'too-often': 'Este motivo alcanzó el límite de cambios registrados.',
  },
  reasons: {
    'too-ill': 'Demasiado enfermo, o por su afección',
    'side-effects': 'Efectos secundarios del tratamiento',
    'did-not-want-to': 'No quiso responder',
    'not-reached': 'No se le pudo localizar',
    'too-busy-or-forgot': 'Sin tiempo, o se le olvidó',
    technical: 'Problema técnico',
    'clinic-error': 'Error de la clínica, o no se le preguntó',
    'language-or-reading': 'Dificultad con el idioma o la lectura',
    other: 'Otro',
    unknown: 'Desconocido',
    'not-recorded': 'Sin registrar',
  },
  ofMissed: 'Evaluaciones omitidas, por motivo',
  ofLate: 'Evaluaciones tardías, por motivo',
  lateColumn: 'De ellas, tardías',
  lead: 'Motivos que registraron las clínicas. Las respuestas que faltan por mala salud no faltan al azar.',
}

import type { missedReasonText as english } from '../en/missed-reason.ts'
import type { Translation } from '../words/translation.ts'

export const missedReasonText: Translation<typeof english> = {
  heading: 'Por qué no respondieron, o respondieron tarde',
  column: 'Motivo',
  late: 'tarde',
  record: 'Anotar por qué',
  change: 'Cambiar',
  label: (timepoint) => `Por qué, hasta donde usted sabe: ${timepoint}`,
  save: 'Guardar',
  faults: {
    reason: 'Elija uno de los motivos.',
    'neither-missed-nor-late':
      'Estas preguntas no quedaron sin responder ni se respondieron tarde. Puede que hayan cambiado desde que se abrió la página.',
    'too-often': 'Esto se cambió demasiadas veces: ya no hay espacio para guardar cómo estaba.',
  },
  reasons: {
    'too-ill': 'Demasiado enferma, o por su afección',
    'side-effects': 'Efectos secundarios del tratamiento',
    'did-not-want-to': 'No quiso',
    'not-reached': 'No se la pudo localizar',
    'too-busy-or-forgot': 'Sin tiempo, o se le olvidó',
    technical: 'Problema técnico',
    'clinic-error': 'Error de la clínica, o no se le preguntó',
    'language-or-reading': 'Idioma o lectura',
    other: 'Otro motivo',
    unknown: 'No se sabe',
    'not-recorded': 'Sin anotar',
  },
  ofMissed: 'Sin responder, por motivo',
  ofLate: 'Respondidas tarde, por motivo',
  lateColumn: 'De ellas, tarde',
  lead: 'Hasta donde las clínicas lo han anotado. Las respuestas que faltan por mala salud no faltan por azar.',
}

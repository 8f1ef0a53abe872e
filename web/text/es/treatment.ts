import type { treatmentText as english } from '../en/treatment.ts'
import type { Translation } from '../words/translation.ts'

export const treatmentText: Translation<typeof english> = {
  correct: 'Corregir o anular',
  heading: 'Corregir un tratamiento',
  move: 'Corregir la hora',
  void: 'Anular este tratamiento',
  voidLead: 'Deja de contar. Las respuestas se conservan y usted puede restablecerlo.',
  reason: 'Por qué se anula',
  reasons: {
    'not-given': 'No se administró',
    duplicate: 'Se registró dos veces',
    'wrong-participant': 'Es de otro participante',
    'wrong-kind': 'Fue otro tratamiento',
    other: 'Otro motivo',
  },
  restore: 'Restablecer este tratamiento',
  restoreLead: 'Vuelve a contar, y regresan las evaluaciones que se cancelaron al anularlo.',
  voided: (reason) => `Anulado: ${reason}`,
  corrected: 'Se corrigió la hora',
  reasonFault: 'Elija un motivo.',
  taken: 'Ya hay un tratamiento de este tipo a esa hora.',
  check: 'Revise este tratamiento',
  nothingSaved: 'Todavía no se ha guardado nada.',
  movedTo: (from, to) => `del ${from} al ${to}`,
  confirmations: {
    'before-enrolment': (enrolled) =>
      `Se administró antes de inscribir al participante (${enrolled}). Es posible que no haya evaluación inicial.`,
    'in-future': () => 'Está en el futuro.',
    'long-ago': () => 'Se administró hace más de 30 días. Revise el día, el mes y el año.',
    'close-to-another': () =>
      'Otro tratamiento de este tipo se administró a menos de 30 minutos de este. Puede ser el mismo tratamiento.',
    'cancels-assessments': () => 'Se cancelarían evaluaciones.',
  },
  plan: 'Qué cambiaría',
  planEmpty: 'No cambiaría ninguna evaluación.',
  assessment: 'Evaluación',
  before: 'Ahora',
  after: 'Después',
  none: 'Sin programar',
  canceled: 'Cancelada',
  leftOut: 'Sin programar: terminaría antes de poder preguntarse',
  over: 'ya terminó',
  window: (opens, closes) => `${opens} – ${closes}`,
  confirm: {
    record: 'Sí, registrarlo',
    move: 'Sí, corregirlo',
    void: 'Sí, anularlo',
    restore: 'Sí, restablecerlo',
  },
  edit: 'No, volver',
  notices: {
    moved: 'La hora está corregida y los seguimientos se movieron con ella.',
    voided: 'El tratamiento está anulado.',
    restored: 'El tratamiento vuelve a contar.',
  },
}

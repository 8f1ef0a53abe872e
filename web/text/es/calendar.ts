import type { calendarText as en } from '../en/calendar.ts'
import { formatDuration } from '../words/duration-in.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

export const calendarText: Translation<typeof en> = {
  heading: 'Calendario',
  lead: 'Escriba fechas de ejemplo para ver cuándo enviaría este estudio cada evaluación y por qué. No se guarda nada.',
  enrolled: 'Inscripción',
  zone: 'Zona horaria',
  textAt: 'Hora preferida para los mensajes',
  show: 'Mostrar',
  timepoint: 'Momento',
  opens: 'Se abre',
  due: 'Vence',
  closes: 'Se cierra',
  texts: 'Mensajes si no responde',
  why: 'Motivo de la fecha',
  leftOut: 'No programadas',
  rules: {
    spacing: 'todas sus preguntas se hicieron hace muy poco',
    'assessments-per-week': 'supera el límite semanal del estudio',
    'over-before-enrolment': 'su plazo terminó antes de la inscripción',
    'after-first-treatment': 'se abriría después del primer tratamiento',
    'before-version': 'su plazo empezó antes de la versión del estudio',
    'after-study-end': 'se abriría después del último día del estudio',
  },
  without: (instruments) => `Sin ${instruments}: se preguntó hace muy poco`,
  unless: (instrument, before, when) =>
    `Sin ${instrument} si «${before}» se completa después del ${when}: demasiado pronto para repetirlo`,
  unknownZone: (shown) =>
    `Zona horaria desconocida. El calendario muestra ${shown}. Escriba una zona de esa forma.`,
  textAtOutside: (from, until) =>
    `Esta hora no se tiene en cuenta. El estudio envía mensajes de las ${from} a las ${until}.`,
  noTexts: (from, until) => `Ninguno: el plazo no incluye el horario de mensajes (de ${from} a ${until})`,
  awaitTreatment: (count) =>
    `${formatCount(count, 'momento se cuenta', 'momentos se cuentan')} desde un tratamiento. Escriba la fecha del tratamiento para verlos.`,
  anchors: {
    enrolment: 'la inscripción',
    treatment: (title, occurrence) => `${title} ${occurrence}`,
    date: 'la fecha fija del estudio',
    completion: (timepoint) => `la finalización de ${timepoint} (se supone en su fecha de vencimiento)`,
  },
  counted: (duration, anchor, date) => `Previsto ${duration} después de ${anchor} (${date})`,
  countedOn: (anchor, date) => `Previsto para el día de ${anchor} (${date})`,
  window: (opens, due, closes) =>
    `Se abre ${opens}, vence ${due}, se cierra ${closes}, con respecto al día previsto`,
  before: (duration) => `${duration} antes`,
  after: (duration) => `${duration} después`,
  onIt: 'el mismo día',
  atOnce: 'enseguida',
  repeated: (time, every) => `Repetición ${time}, cada ${every}`,
  at: (time) => `Se abre y vence a las ${time}, hora local del participante`,
  endOfDay: 'Se cierra al terminar su último día, hora local del participante',
  closingTime: (time) => `Se cierra a las ${time} de su último día, hora local del participante`,
  closedByTreatment:
    'Se cierra cuando se da el primer tratamiento, porque la medición basal se responde antes del tratamiento',
  shifted: 'Se pasó a la siguiente hora válida por el cambio de hora',
  duration: (written) => formatDuration(written, ['día', 'días'], ['hora', 'horas'], ['mes', 'meses']),
}

import type { worklistText as english } from '../en/worklist.ts'
import { formatCount } from '../words/format-count.ts'
import type { Translation } from '../words/translation.ts'

export const worklistText: Translation<typeof english> = {
  section: 'Hoy',
  heading: (site) => `${site}: hoy`,
  lead: 'Personas que necesitan una llamada o una respuesta, de mayor a menor urgencia.',
  textsStopped: (since: string, why: string) =>
    `No sale ningún mensaje desde ${since}: ${why}. El operador técnico ya recibió un aviso. Las invitaciones y los recordatorios esperan y saldrán solos cuando se resuelva. Llame a quien no pueda esperar.`,
  onCallEmpty:
    'La lista de guardia está vacía. Las alertas de seguridad no llegan a nadie fuera de esta página y no se puede inscribir a nadie.',
  leadsOnCallEmpty:
    'Ningún responsable del estudio está de guardia: una alerta de autolesión que esta clínica no atienda no llega a nadie más. Un responsable establece la lista en la oficina del estudio, en Responsables de guardia.',
  onCallStopped: (numbers: string) =>
    `Las alertas no se envían a ${numbers} de la lista de guardia, porque desde ahí se envió STOP. Para reanudarlas, envíe START desde ese teléfono.`,
  empty: 'En este momento nadie necesita una llamada',
  emptyHint:
    'Los mensajes se envían automáticamente. Aquí aparecen las personas que no responden, que escriben o que cancelan los mensajes.',
  noticed: {
    saved: 'Guardado.',
    'alert-changed':
      'Esta alerta cambió después de que usted abriera la página. Se muestra la versión actual.',
    refused:
      'No se guardó nada. Para «Volver a llamar», indique una hora dentro de los próximos 90 días. Para «No quiso responder», elija la evaluación.',
    'note-needed': 'No se guardó nada. Diga en pocas palabras cómo se atendió el mensaje.',
    'message-changed':
      'No se guardó nada. Otra persona marcó este mensaje como atendido o lo devolvió. Consulte el historial del participante.',
    'not-open': 'Esta evaluación no está abierta y no puede responderse ahora.',
  },
  reason: {
    'alert-open': 'Alerta de seguridad',
    'message-unread': 'Mensaje nuevo',
    erasure: 'Pide que no lo contacten o que se borren sus datos',
    'late-answers': 'Respuestas que llegaron después del plazo',
    'partly-answered': 'Respondida en parte, no se enviarán más mensajes',
    overdue: 'Atrasada, no se enviarán más mensajes',
    'text-held': 'Se retuvo un mensaje tras una restauración. Es posible que ya se hubiera enviado',
    'number-failed': 'Los mensajes no llegan a este número',
    'opted-out': 'Canceló los mensajes, sigue en el estudio',
    'not-texted': 'No recibe mensajes',
  },
  late: {
    count: (count) => (count === 1 ? 'Hay 1 respuesta por decidir.' : `Hay ${count} respuestas por decidir.`),
    effect: {
      counted: 'Si las incorpora, se puntúan y cuentan en los análisis, marcadas como no enviadas.',
      'not-counted':
        'Si las incorpora, se puntúan y se exportan, marcadas como no enviadas. No cuentan en los análisis, porque este estudio solo cuenta las respuestas enviadas.',
      'too-late':
        'Solo se pueden descartar, porque mientras tanto se enviaron respuestas o el plazo está abierto de nuevo.',
    },
    decide: 'Verlas y decidir',
  },
  alertDue: (when) => `Asumir antes del ${when}`,
  alertOverdue: (by, date) => `Atrasada ${by}${date === undefined ? '' : ` (vencía el ${date})`}`,
  alertNow: 'Asumir ahora',
  alertNowOverdue: (overdue) => `Asumir ahora. ${overdue}`,
  alertTexts: (count, last) => `${formatCount(count, 'mensaje', 'mensajes')}, el último ${last}`,
  earlierTexts: (count) => formatCount(count, 'mensaje anterior', 'mensajes anteriores'),
  readTogether: 'Estos mensajes se leyeron juntos.',
  evidence: (title, given) => `${title}: ${given}`,
  evidenceAt: (value, when) => `${value}, ${when}`,
  evidenceNow: (value) => `ahora ${value}`,
  evidenceGone: 'ahora sin respuesta',
  unsent: {
    'crisis-reply': 'El operador no ha aceptado la respuesta con las líneas de ayuda. Llame ahora.',
    escalation: 'Esta alerta no ha llegado a todas las personas de guardia.',
  },
  alertTaken: (owner) => `La asumió ${owner}`,
  days: (count) => formatCount(count, 'día', 'días'),
  hours: (count) => formatCount(count, 'hora', 'horas'),
  minutes: (count) => formatCount(count, 'minuto', 'minutos'),
  closes: (when) => `abierta hasta el ${when}`,
  opensNext: (when) => `la próxima evaluación se abre el ${when}`,
  shared: 'Otros participantes usan el mismo número. Es posible que haya escrito uno de ellos.',
  localTime: (time) => `${time}, hora local`,
  noNumber: 'Sin número de teléfono',
  tried: 'Contacto hasta ahora',
  texts: (count, last) => `${formatCount(count, 'mensaje', 'mensajes')}, el último el ${last}`,
  notArrived: (count, of) => (count === of ? 'ninguno entregado' : `${count} de ${of} no entregados`),
  noTexts: 'Ningún mensaje sobre preguntas abiertas',
  call: (outcome, when) => `Llamada del ${when}: ${outcome}`,
  callBack: (when) => `volver a llamar el ${when}`,
  record: 'Registrar una llamada',
  outcome: 'Resultado de la llamada',
  outcomes: {
    'no-answer': 'No contestó',
    'left-message': 'Se dejó un mensaje',
    'will-answer': 'Responderá por su cuenta',
    'call-back': 'Volver a llamar',
    declined: 'No quiso responder',
    'wrong-number': 'Número equivocado',
  },
  about: 'Sobre',
  aboutAll: 'En general',
  callBackAt: (zone) => `Volver a llamar (hora de ${zone})`,
  note: 'Nota',
  save: 'Guardar',
  read: 'Marcar como atendido',
  handlingNote: '¿Cómo se atendió?',
  takeOn: 'Asumir esta alerta',
  close: 'Cerrar esta alerta',
  closingReason: 'Motivo',
  closingReasons: {
    contacted: 'Se habló con el participante',
    'not-reached': 'No se le localizó, se pasó a otra persona',
    'no-risk': 'Revisada, sin riesgo',
    referred: 'Derivado para atención',
    duplicate: 'Duplicada',
  },
  ask: (timepoint) => `Preguntar «${timepoint}» por teléfono`,
}

import type { Text } from '../en/text.ts'

export const erasureText: Text['erasure'] = {
  heading: 'Dejar de contactar o borrar',
  lead: 'Úselo cuando un participante pide que lo dejen en paz o que se borren sus datos. Hable antes con él o ella. Una persona lo registra, otra lo confirma, y después no se puede deshacer.',
  grades: {
    'stop-contact': 'Sin contacto: no más mensajes ni llamadas',
    'stop-data': 'Sin datos: ni contacto ni datos nuevos; lo que hay se conserva',
    erase: 'Borrar',
  },
  eraseMeans: {
    detach:
      'Borrar elimina el nombre, el número y todo texto libre. Según el protocolo de este estudio, las respuestas, puntuaciones, tratamientos y eventos clínicos se conservan sin nadie detrás. Tache el identificador en la lista propia de la clínica.',
    delete:
      'Borrar elimina el nombre, el número y todo texto libre. Según el protocolo de este estudio, también se eliminan las respuestas, puntuaciones, tratamientos y eventos clínicos.',
  },
  askedBy: {
    text: (when) => `Lo pidió por mensaje, ${when}`,
    page: (when) => `Lo pidió en su página, ${when}`,
    staff: (when) => `Registrado ${when}`,
  },
  wanted: (grade) => `Pide: ${grade}.`,
  due: (date) => `Plazo: ${date}.`,
  overdue: (date) => `Vencido desde el ${date}.`,
  recordedBy: (name) => `Registrado por ${name}. Debe confirmarlo una segunda persona.`,
  recordedByYou: 'Registrado por usted. Debe confirmarlo un colega o un responsable del estudio.',
  confirmed: 'Confirmado. Se está llevando a cabo; el último mensaje espera el horario de mensajes.',
  done: (date) => `Hecho el ${date}.`,
  lastText: {
    claimed: 'No se sabe si salió el último mensaje.',
    sent: 'Se envió el último mensaje.',
    unknown: 'No se sabe si salió el último mensaje.',
    refused: 'El operador rechazó el último mensaje.',
    'not-textable': 'No se envió un último mensaje: no se le puede escribir.',
    replayed: 'Se llevó a cabo de nuevo después de una restauración.',
  },
  what: 'Qué pide',
  record: 'Registrar',
  confirm: 'Confirmar. No se puede deshacer',
  cancel: 'Cancelar la solicitud',
  reason: 'Motivo',
  reasons: {
    misunderstood: 'No pidió esto',
    'changed-mind': 'Cambió de opinión',
  },
  noticed: {
    'erasure-saved': 'Guardado.',
    'erasure-same-person': 'No se confirmó nada. Quien lo registró no puede confirmarlo.',
    'erasure-changed': 'No se guardó nada. La solicitud cambió después de abrir la página.',
    'erasure-alert-open': 'No se confirmó nada. Cierre antes las alertas de seguridad abiertas.',
    'erasure-refused': 'No se guardó nada. Elija una de las opciones.',
  },
  erased: 'Los datos de este participante se borraron a petición suya.',
}

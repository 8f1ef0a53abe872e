import type { enrolmentText as english } from '../en/enrolment.ts'
import type { Translation } from '../translation.ts'

export const enrolmentText: Translation<typeof english> = {
  enrol: 'Inscribir a una persona',
  lead: 'Recibe un código de estudio. Si acepta mensajes, el primero sale enseguida.',
  refused: (fields) => `No se guardó nada. Corrija: ${fields}.`,
  fields: {
    site: 'Clínica',
    phone: 'Número de teléfono',
    name: 'Nombre',
    locale: 'Idioma',
    timeZone: 'Zona horaria donde vive',
    arm: 'Grupo',
    smsConsent: '¿Acepta recibir mensajes?',
    channel: 'Cómo prefiere responder',
    textAt: 'A qué hora prefiere los mensajes',
    kind: 'Tratamiento',
    givenAt: 'Administrado el',
  },
  phoneHint: 'Con prefijo del país, como +1 202-555-0123',
  nameHint: 'Solo lo ve quien le llama. Puede quedar vacío.',
  zoneHint: (zones) => `Vacío: la de la clínica (${zones})`,
  consentHint: 'Sin ello nadie le envía mensajes: se le pregunta por teléfono.',
  channelHint:
    'Responder por mensaje sirve para lo que puede ir en un mensaje, y si nadie más tiene ese número.',
  textAtHint: (from, until) =>
    `Desde las ${from} hasta antes de las ${until}. Vacío: cuando se abren las preguntas.`,
  yes: 'Sí',
  no: 'No',
  none: 'Ninguno',
  byLink: 'En la web, con un enlace',
  byText: 'Respondiendo a mensajes',
  faults: {
    form: 'Este formulario ya inscribió a alguien, con otros datos. Abra uno nuevo para inscribir a otra persona.',
    site: 'Elija una de sus clínicas.',
    phone: 'Un número completo con prefijo, de un país al que el estudio envía mensajes.',
    name: 'Como mucho 120 caracteres.',
    locale: 'Elija uno de los idiomas.',
    timeZone: 'Una zona como America/New_York, o nada.',
    arm: 'Elija uno de los grupos.',
    smsConsent: 'Elija sí o no.',
    channel: 'Elija una de las dos.',
    textAt: 'Una hora dentro del horario indicado, o nada.',
  },
  record: 'Anotar un tratamiento',
  recordLead: 'Lo que se pregunta después se planifica desde el momento en que se administró.',
  givenAtHint: (site, zone) => `En la hora de ${site} (${zone})`,
  treatmentFaults: {
    kind: 'Elija uno de los tratamientos.',
    givenAt: 'Una fecha y una hora.',
    'in-future': 'Está en el futuro. Anótelo cuando se haya administrado.',
    'too-early': 'Está demasiado atrás. Revise el año.',
    'too-often':
      'Los tratamientos y las fechas de esta persona se cambiaron demasiadas veces: ya no hay espacio para guardar cómo estaban.',
  },
  enrolled: 'Inscripción hecha. Si aceptó mensajes, el primero sale enseguida.',
  recorded: 'El tratamiento queda anotado, y lo que le sigue, planificado.',
}

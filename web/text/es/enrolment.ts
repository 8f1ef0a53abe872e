import type { enrolmentText as english } from '../en/enrolment.ts'
import type { Translation } from '../words/translation.ts'

export const enrolmentText: Translation<typeof english> = {
  enrol: 'Inscribir a un participante',
  lead: 'El participante recibe un código de estudio. Si acepta recibir mensajes, el primero se envía enseguida.',
  closedSites: (names) => `Cerrada a inscripciones: ${names}.`,
  refused: (fields) => `No se guardó nada. Corrija: ${fields}.`,
  fields: {
    site: 'Clínica',
    phone: 'Número de teléfono',
    name: 'Nombre',
    birthYear: 'Año de nacimiento',
    locale: 'Idioma',
    timeZone: 'Zona horaria del participante',
    arm: 'Grupo',
    smsConsent: '¿El participante acepta recibir mensajes de texto?',
    channel: 'Cómo prefiere responder',
    textAt: 'Hora preferida para los mensajes',
    kind: 'Tratamiento',
    givenAt: 'Fecha y hora de administración',
  },
  phoneHint: 'Incluya el código de país, por ejemplo, +1 202-555-0123',
  nameHint: 'Opcional. Solo lo ven las personas que llaman al participante.',
  birthYearHint: 'Opcional. Ayuda a notar si una persona se inscribe dos veces.',
  zoneHint: (zones) => `Déjelo vacío para usar la zona horaria de la clínica (${zones})`,
  consentHint: 'Sin consentimiento no se envían mensajes. Haga las preguntas por teléfono.',
  channelHint:
    'Responder por mensaje solo es posible en las evaluaciones que admiten mensajes y si nadie más usa este número.',
  textAtHint: (from, until) =>
    `De las ${from} a las ${until}. Déjelo vacío para enviar los mensajes cuando se abra la evaluación.`,
  yes: 'Sí',
  no: 'No',
  none: 'Ninguno',
  byLink: 'En la web, con un enlace',
  byText: 'Respondiendo a los mensajes',
  faults: {
    'study-ended': 'El último día del estudio ha pasado y ya no se inscribe a nadie. No se ha guardado nada.',
    'site-closed': 'La clínica está cerrada a inscripciones. No se ha guardado nada.',
    'nobody-on-call':
      'No se inscribió a nadie. La lista de guardia de la clínica está vacía y las alertas de seguridad no llegarían a nadie. Establezca primero la lista: Hoy, Lista de guardia.',
    form: 'Este formulario ya se usó para inscribir a alguien con otros datos. Abra un formulario nuevo para inscribir a otro participante.',
    site: 'Elija una de sus clínicas.',
    phone:
      'Escriba el número completo del participante con el código de país. El estudio debe poder enviar mensajes a ese país. No se pueden usar números gratuitos ni de tarifa especial. Tampoco se acepta el número de una clínica o de alguien de guardia.',
    name: 'Escriba 120 caracteres como máximo, tal como se teclean. Un nombre pegado puede tener caracteres ocultos: en ese caso, tecléelo.',
    birthYear: 'Escriba un año de cuatro cifras, por ejemplo, 1970, o déjelo vacío.',
    locale: 'Elija uno de los idiomas.',
    timeZone: 'Escriba una zona como America/New_York o déjelo vacío.',
    arm: 'Elija uno de los grupos.',
    smsConsent: 'Elija sí o no.',
    channel: 'Elija una de las dos opciones.',
    textAt: 'Escriba una hora dentro del horario indicado o déjelo vacío.',
  },
  duplicate: {
    heading: 'Es posible que esta persona ya esté inscrita. No se guardó nada.',
    facts: {
      'same-phone': 'Mismo número de teléfono',
      'same-name-and-birth-year': 'Mismo nombre y año de nacimiento',
    },
    anotherSite: 'un participante de otra clínica',
    advice:
      'Compruebe primero quiénes son. Un teléfono se puede compartir. Una persona inscrita dos veces recibe los mensajes dos veces y se cuenta dos veces.',
    distinct: 'Son personas distintas',
  },
  record: 'Registrar un tratamiento',
  recordLead: 'Las fechas de seguimiento se cuentan desde esta fecha.',
  givenAtHint: (site, zone) => `En la hora de ${site} (${zone})`,
  treatmentFaults: {
    kind: 'Elija uno de los tratamientos.',
    givenAt: 'Escriba una fecha y una hora.',
    'in-future': 'Esta fecha está en el futuro. Registre el tratamiento después de administrarlo.',
    'too-early': 'Esta fecha es demasiado antigua. Revise el año.',
    ended: 'La participación había terminado antes de esta hora. Revise la fecha.',
    'too-often':
      'Los tratamientos y las fechas de este participante alcanzaron el límite de cambios registrados.',
  },
  enrolled: 'Inscripción realizada. Si aceptó recibir mensajes, el primero se envía enseguida.',
  recorded: 'El tratamiento está registrado y sus seguimientos están programados.',
  reasonSaved: 'El motivo se ha guardado.',
}

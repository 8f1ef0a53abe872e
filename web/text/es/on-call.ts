import type { onCallText as english } from '../en/on-call.ts'
import type { Translation } from '../words/translation.ts'

export const onCallText: Translation<typeof english> = {
  link: 'Lista de guardia',
  leadsLink: 'Responsables de guardia',
  ofSite: (site) => `De guardia en ${site}`,
  ofLeads: 'Responsables de guardia',
  siteLead:
    'Una alerta de autolesión se envía enseguida a todas las personas de la lista, y otra vez hasta que alguien la atienda. Las demás se envían cuando llevan demasiado tiempo esperando. Sin lista no se puede inscribir a nadie.',
  leadsLead:
    'Los responsables reciben una alerta de autolesión que una clínica no ha atendido en una hora, o enseguida si la clínica no tiene a nadie de guardia.',
  phones: 'Números de teléfono, uno por línea',
  phonesHint:
    'Con el código del país, como +1 202-555-0123. Diez como máximo. Ningún número de participante.',
  emails: 'Direcciones de correo, una por línea',
  emailsHint: 'Diez como máximo.',
  save: 'Guardar la lista',
  saved: 'La lista está guardada.',
  refused: 'No se guardó nada. Abajo se dice qué está mal.',
  stopped: (numbers) =>
    `Las alertas no se envían a ${numbers}: desde ahí se envió STOP. Para reanudarlas, envíe START desde ese teléfono.`,
  faults: {
    phone: 'no es un número de teléfono.',
    country: 'no se envían mensajes a números de este país.',
    participant: 'este número es de un participante.',
    email: 'no es una dirección de correo.',
    'too-many': 'diez como máximo.',
  },
}

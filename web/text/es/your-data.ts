import type { yourDataText as en } from '../en/your-data.ts'
import type { Translation } from '../words/translation.ts'

export const yourDataText: Translation<typeof en> = {
  heading: 'Sus datos',
  lead: 'Usted decide sobre sus datos. No tiene que decir por qué, y su atención sigue igual.',
  question: '¿Qué quiere?',
  grades: {
    'stop-contact': 'No más mensajes ni llamadas',
    'stop-data': 'No más mensajes, llamadas ni preguntas. Conserven lo que ya respondí',
    erase: 'Borren mi nombre, mi número y lo que escribí',
  },
  answersStay: 'Sus demás respuestas quedan sin su nombre. Nadie puede saber que son suyas.',
  answersGo: 'Sus demás respuestas también se borran.',
  send: 'Enviar mi solicitud',
  errorNothingChosen: 'Elija qué quiere',
  received: 'Su clínica tiene su solicitud',
  asked: (grade) => `Usted pidió: ${grade}.`,
  next: (date) => `Antes hablará con usted alguien de su clínica. Se hará a más tardar el ${date}.`,
  clinicPhone: (phone) => `También puede llamar al ${phone}.`,
  back: 'Atrás',
}

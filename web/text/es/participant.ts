import type { participantText as english } from '../en/participant.ts'
import type { Translation } from '../words/translation.ts'

/** Palabras sencillas y frases cortas: quien lee puede tener dolor, cansancio y una pantalla pequeña. */
export const participantText: Translation<typeof english> = {
  title: 'Preguntas de su clínica',
  interview: (participant) =>
    `Al teléfono con ${participant}: lea cada pregunta y sus respuestas tal como están escritas.`,
  yourData: 'Sus datos',
  introduction: {
    heading: '¿Cómo ha estado?',
    headingAgain: 'Nos alegra verle de nuevo',
    length: (questions, minutes, isAtMost) =>
      `${isAtMost ? 'Como mucho ' : ''}${questions} ${questions === 1 ? 'pregunta' : 'preguntas'}, alrededor de ${minutes === 1 ? 'un minuto' : `${minutes} minutos`}.`,
    progress: (done, questions, isAtMost) =>
      `Ha respondido ${done} de ${isAtMost ? 'como mucho ' : ''}${questions}. Están guardadas.`,
    openUntil: (day) => `Puede responder hasta el ${day}.`,
    privacy:
      'Sus respuestas llegan a su clínica y a su estudio, y a nadie más. Sin seguimiento. Una cookie distingue este navegador y ayuda a guardar sus respuestas.',
    start: 'Empezar',
    continue: 'Continuar',
  },
  question: {
    progress: ({ place, of, isAtMost }) => `Pregunta ${place} de ${isAtMost ? 'como mucho ' : ''}${of}`,
    back: 'Atrás',
    next: 'Siguiente',
    skip: 'Saltar esta pregunta',
    skippedBefore: 'Antes saltó esta pregunta. Puede responderla ahora o saltarla otra vez.',
    elsewhere: 'Respondida en otro dispositivo o por mensaje. Esa respuesta se conserva, y puede dar otra.',
    outOf: (answer, maximum) => `${answer} de ${maximum}`,
    errorTitle: 'Error',
    errorHeading: 'Todavía no ha elegido una respuesta',
    errorLink: 'Elija una respuesta',
    errorOrSkip: 'o salte esta pregunta. Las dos cosas están bien.',
    errorAtField: 'Elija una respuesta o salte esta pregunta',
    chooseSeveral: 'Elija todas las que correspondan.',
    errorSeveral: 'Elija al menos una respuesta. Una respuesta como «ninguna de estas» va sola',
    errorWritten: (kind, { minimum, maximum, decimals }) =>
      kind === 'number'
        ? `Escriba un número ${decimals ? '' : 'entero '}de ${minimum} a ${maximum}`
        : kind === 'time'
          ? 'Escriba una hora, por ejemplo 22:30'
          : kind === 'date'
            ? 'Escriba una fecha, por ejemplo 2026-03-15'
            : 'Escriba una respuesta',
  },
  review: {
    heading: 'Revise sus respuestas',
    lead: 'Aún puede cambiarlas. Está bien dejar preguntas sin responder.',
    changed:
      'Algunas respuestas se cambiaron en otra página. Están guardadas y no se envió nada. Revíselas y después envíelas.',
    skipped: 'Saltada',
    notAnswered: 'Sin responder',
    elsewhere: 'Respondida en otro dispositivo o por mensaje',
    change: 'Cambiar',
    changeWhich: (position) => `la respuesta a la pregunta ${position}`,
    submit: 'Enviar mis respuestas',
  },
  help: {
    continue: 'Continuar con las preguntas',
    call: (number) => `Llamar al ${number}`,
    text: (number) => `Mensaje al ${number}`,
    callClinic: 'Llamar a su clínica',
  },
  thanks: { heading: 'Sus respuestas se han enviado' },
  status: {
    late: 'Aún no se ha guardado. Puede seguir; lo seguimos intentando.',
    saved: 'Todo está guardado.',
    sending: 'Enviando sus respuestas…',
    unsent: 'Aún no se han enviado. Deje esta página abierta; lo seguimos intentando.',
  },
  problem: {
    retry: 'Intentar de nuevo',
    noClinic:
      'Si necesita ayuda ahora: en EE. UU. o Canadá, llame o escriba al 988, o al 911 en una emergencia.',
    'window-closed': {
      heading: 'Estas preguntas ya se cerraron',
      lines: [
        'El plazo para responderlas ha pasado. No se preocupe: no tiene que hacer nada.',
        'Su clínica le enviará un mensaje cuando haya preguntas nuevas.',
      ],
    },
    'arrived-late': {
      heading: 'Estas preguntas ya se cerraron',
      lines: [
        'Estas respuestas llegaron después del cierre. Su clínica las tiene.',
        'No tiene que hacer nada.',
      ],
    },
    'already-submitted': {
      heading: 'Sus respuestas ya se enviaron',
      lines: ['Su clínica las tiene. No hay nada más que hacer y puede cerrar esta página.'],
    },
    'unknown-link': {
      heading: 'Este enlace no funciona',
      lines: [
        'Puede que se haya cortado o haya caducado. Ábralo otra vez desde el mensaje más reciente.',
        'Si sigue sin funcionar, su clínica puede enviarle uno nuevo.',
      ],
    },
    'not-yet-open': {
      heading: 'Es un poco pronto',
      lines: ['Estas preguntas aún no están abiertas. Vuelva más tarde con el mismo enlace.'],
    },
    'nothing-answered': {
      heading: 'Todavía no hay nada que enviar',
      lines: [
        'Todas las preguntas quedaron sin responder. Responda al menos una o simplemente cierre esta página.',
      ],
    },
    'something-went-wrong': {
      heading: 'Algo falló de nuestra parte',
      lines: ['Lo que ha respondido está guardado. Inténtelo de nuevo dentro de un momento.'],
    },
    'too-many-requests': {
      heading: 'Espere un momento, por favor',
      lines: [
        'Este enlace se ha usado muchas veces seguidas. Lo que ha respondido está guardado.',
        'Espere un minuto y vuelva a cargar esta página. Si el navegador lo pregunta, envíe de nuevo su última respuesta.',
      ],
    },
  },
}

import type { StudyTexts } from './definition.ts'

/**
 * Words of our own that a study may begin with in a language that it comes to offer. They are texts around the questions,
 * never the wording of a questionnaire. What is sent as a text holds no á, í, ó or ú: none of them is in the alphabet of
 * GSM 03.38, and one of them more than doubles what a text costs.
 */
const STARTER_TEXTS: Readonly<Record<string, StudyTexts & Required<Pick<StudyTexts, 'byText'>>>> = {
  es: {
    invitation:
      '{clinic} tiene unas preguntas cortas para usted ({duration}): {link} Responda STOP para no recibir mensajes.',
    reminder:
      'Recordatorio de {clinic}: sus preguntas siguen abiertas ({duration}): {link} Responda STOP para no recibir mensajes.',
    resume:
      'Le faltan algunas preguntas de {clinic}. Lo que ha respondido se guarda: {link} Responda STOP para no recibir mensajes.',
    replies: {
      stopped:
        'Ya no le enviaremos mensajes. Responda START para recibirlos de nuevo. Siempre puede llamar a {clinic}: {phone}. En una crisis llame o escriba al 988.',
      started: 'Le enviaremos de nuevo nuestros mensajes. Responda STOP para no recibirlos, HELP para ayuda.',
      help: 'Son mensajes con preguntas cortas de {clinic}, cuando hay preguntas abiertas. Tel. {phone}. Pueden aplicarse tarifas de mensajes y datos. Responda STOP para no recibirlos. En una emergencia llame al 911.',
      crisis:
        'No tiene que pasar por esto a solas. Llame o escriba al 988 ahora: gratis, a toda hora, en los Estados Unidos. Si corre peligro, llame al 911. Hemos avisado a {clinic}, pero puede que nadie lo vea enseguida. Tel. {phone}',
      received:
        'Gracias. En {clinic} van a leer esto, pero no enseguida. Tel. {phone}. En una crisis llame o escriba al 988, en una emergencia al 911.',
    },
    byText: {
      invitation:
        '{clinic} tiene unas preguntas cortas para usted ({duration}). Responda GO para contestarlas por mensaje, de una en una. Nadie lee las respuestas enseguida. Responda STOP para no recibir mensajes.',
      reminder:
        'Recordatorio de {clinic}: sus preguntas siguen abiertas. Responda GO para seguir donde estaba. Responda STOP para no recibir mensajes.',
      notUnderstood:
        'Responda solo con un valor de {least} a {most}. SALTAR deja la pregunta sin responder, DESHACER vuelve a la anterior.',
      nothingAnswered:
        'No ha respondido ninguna pregunta, y no pasa nada. Responda GO si quiere contestar. Si necesita ayuda ahora, llame al {phone}, o al 911 en una emergencia.',
      thanks:
        'Gracias. Sus respuestas han llegado a {clinic}. Nadie las lee enseguida: si necesita ayuda ahora, llame al {phone}, o al 911 en una emergencia.',
      closed: 'Estas preguntas ya se cerraron. Gracias. Tel. {phone}',
    },
    introduction:
      'Su clínica quisiera saber cómo ha estado. Responda lo mejor que pueda. Puede saltarse cualquier pregunta, parar cuando quiera y volver con el mismo enlace.',
    monitoring:
      'Nadie lee sus respuestas cuando llegan. Si necesita ayuda ahora, llame a su clínica, o al 911 en una emergencia.',
    help: {
      heading: 'No tiene que pasar por esto a solas',
      lines: [
        'Su respuesta dice que quizá ha pensado en que sería mejor estar muerto o muerta, o en hacerse daño. Su clínica lo verá, pero no enseguida.',
        'En los Estados Unidos puede llamar o escribir al 988, gratis, a toda hora. En Canadá también puede llamar o escribir al 988.',
        'Si cree que podría actuar según esos pensamientos, llame al 911 ahora o vaya a la sala de emergencias más cercana.',
      ],
    },
    thanks: 'Gracias. Sus respuestas han llegado a su clínica. Puede cerrar esta página.',
  },
}

/**
 * Texts that a study may begin with in a language; `undefined` for one in which there are none.
 *
 * @param isByText whether the study also asks by text message, which needs texts of its own
 */
export function findStarterTexts(locale: string, isByText: boolean): StudyTexts | undefined {
  const found = Object.hasOwn(STARTER_TEXTS, locale) ? STARTER_TEXTS[locale] : undefined
  if (!found || isByText) return found
  const { byText: _, ...texts } = found
  return texts
}

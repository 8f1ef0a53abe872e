import type { StudyTexts } from '../../../surveys/study/definition.ts'
import { findPageLanguage, PAGE_LANGUAGES, type PageLanguage } from '../../../surveys/study/page-languages.ts'

/**
 * Texts that a study may word itself and need not: about answering by reply. `{link}` and `{duration}` stand for what they
 * do in a study's own texts.
 */
type DefaultTexts = {
  /** In place of the invitation and the reminder, to one who chose to answer by reply and cannot this time. */
  readonly linkInvitation: string
  readonly linkReminder: string
  /** The last of the day, where as many questions went out as may. */
  readonly paused: string
}

const DEFAULT_TEXTS: Readonly<Record<PageLanguage, DefaultTexts>> = {
  en: {
    linkInvitation:
      'Your clinic has some questions for you that cannot be answered by text, about {duration}. Please use this link: {link} Reply STOP to end texts.',
    linkReminder:
      'A reminder from your clinic: your questions are still open. They cannot be answered by text, so please use this link: {link} Reply STOP to end texts.',
    paused:
      'That is all we can ask by text today. What you have answered is kept. Reply GO tomorrow to go on. If you need help now, call {phone}, or 911 in an emergency.',
  },
  es: {
    linkInvitation:
      'Su clínica tiene unas preguntas para usted que no se pueden responder por mensaje, unos {duration}. Use este enlace: {link} Responda STOP para no recibir más mensajes.',
    linkReminder:
      'Un recordatorio de su clínica: sus preguntas siguen abiertas. No se pueden responder por mensaje; use este enlace: {link} Responda STOP para no recibir más mensajes.',
    paused:
      'Es todo lo que podemos preguntar por mensaje hoy. Lo que ha respondido está guardado. Responda GO mañana para seguir. Si necesita ayuda ahora, llame al {phone}, o al 911 en una emergencia.',
  },
}

/** The study's own words, else those in the participant's language. */
export function chooseByReplyText({ byText }: StudyTexts, name: keyof DefaultTexts, locale: string): string {
  return byText?.[name] ?? DEFAULT_TEXTS[findPageLanguage(locale) ?? PAGE_LANGUAGES[0]][name]
}

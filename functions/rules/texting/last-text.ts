import { findPageLanguage, PAGE_LANGUAGES, type PageLanguage } from '../../../surveys/study/page-languages.ts'
import type { ErasureGrade, StudyDataRule } from '../../../web/api/participants/erasure-grades.ts'

type LastTextKind = Exclude<ErasureGrade, 'erase'> | `erase-${StudyDataRule}`

/** What a participant is texted when what they asked for is done: the last text. `{phone}` is the clinic’s. */
const LAST_TEXTS: Readonly<Record<PageLanguage, Readonly<Record<LastTextKind, string>>>> = {
  en: {
    'stop-contact':
      'Your clinic: as you asked, we no longer text or call you. This is the last text. Questions? Call {phone}.',
    'stop-data':
      'Your clinic: as you asked, we ask and record nothing more. What you answered so far is kept. This is the last text. Questions? Call {phone}.',
    'erase-detach':
      'Your clinic: as you asked, your name, your number and your own words are being deleted now. Your other answers stay without your name. This is the last text. Questions? Call {phone}.',
    'erase-delete':
      'Your clinic: as you asked, your name, your number and all your answers are being deleted now. This is the last text. Questions? Call {phone}.',
  },
  es: {
    'stop-contact':
      'Su clínica: como usted pidió, ya no le escribiremos ni llamaremos. Este es el último mensaje. ¿Preguntas? Llame al {phone}.',
    'stop-data':
      'Su clínica: como usted pidió, ya no preguntaremos ni anotaremos nada más. Lo que respondió hasta ahora se conserva. Este es el último mensaje. ¿Preguntas? Llame al {phone}.',
    'erase-detach':
      'Su clínica: como usted pidió, ahora se borran su nombre, su número y lo que escribió con sus palabras. Sus demás respuestas quedan sin su nombre. Este es el último mensaje. ¿Preguntas? Llame al {phone}.',
    'erase-delete':
      'Su clínica: como usted pidió, ahora se borran su nombre, su número y todas sus respuestas. Este es el último mensaje. ¿Preguntas? Llame al {phone}.',
  },
}

export function chooseLastText(grade: ErasureGrade, studyData: StudyDataRule, locale: string): string {
  const kind: LastTextKind = grade === 'erase' ? `erase-${studyData}` : grade
  return LAST_TEXTS[findPageLanguage(locale) ?? PAGE_LANGUAGES[0]][kind]
}

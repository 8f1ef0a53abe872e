import { findPageLanguage, PAGE_LANGUAGES, type PageLanguage } from '../../../surveys/study/page-languages.ts'

/** That texts end, where START does not bring them back: the study's own words promise that it does. */
const ENDED: Readonly<Record<PageLanguage, string>> = {
  en: 'You will get no more texts from us. To talk to your clinic, call {phone}. In an emergency call 911.',
  es: 'No recibirá más mensajes de nosotros. Para hablar con su clínica, llame al {phone}. En una emergencia llame al 911.',
}

/** A template with `{phone}`, in the participant's language. */
export function chooseEndedText(locale: string): string {
  return ENDED[findPageLanguage(locale) ?? PAGE_LANGUAGES[0]]
}

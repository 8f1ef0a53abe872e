import type { StudyTexts } from '../../surveys/study/definition.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { HelpLines } from './help-screen.tsx'

type ThanksScreenProps = {
  readonly locale: string
  readonly texts: StudyTexts
  /** An answer raised a safety alert: the help is shown once more before the page is closed. */
  readonly withHelp: boolean
}

export function ThanksScreen({ locale, texts, withHelp }: ThanksScreenProps) {
  return (
    <>
      <div class="no-back" />
      <h1 tabindex={-1}>{findParticipantText(locale).thanks.heading}</h1>
      <p>{texts.thanks}</p>
      <section data-help hidden={!withHelp}>
        <h2>{texts.help.heading}</h2>
        <HelpLines help={texts.help} locale={locale} />
      </section>
    </>
  )
}

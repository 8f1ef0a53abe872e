import { findParticipantText } from '../text/participant-text.ts'
import { HelpLines } from './help-screen.tsx'
import type { SurveyView } from './view.ts'

type ThanksScreenProps = {
  readonly survey: Pick<SurveyView, 'locale' | 'texts' | 'clinic'>
  /** An answer raised a safety alert: the help is shown once more before the page is closed. */
  readonly withHelp: boolean
}

export function ThanksScreen({ survey, withHelp }: ThanksScreenProps) {
  const { locale, texts } = survey
  return (
    <>
      <div class="no-back" />
      <h1 tabindex={-1}>{findParticipantText(locale).thanks.heading}</h1>
      <p>{texts.thanks}</p>
      <section data-help hidden={!withHelp}>
        <h2>{texts.help.heading}</h2>
        <HelpLines survey={survey} />
      </section>
    </>
  )
}

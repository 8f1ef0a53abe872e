import { findNextScreen } from '../../surveys/battery/navigation.ts'
import type { StudyTexts } from '../../surveys/study/definition.ts'
import { findParticipantText } from '../text/participant-text.ts'
import { findPhoneNumbers, formatTelephoneLink, WithCallLinks } from './call-links.tsx'
import { buildParticipantPaths } from './paths.ts'
import type { SurveyView } from './view.ts'

type HelpScreenProps = {
  readonly survey: SurveyView
  /** The question whose answer led here; Continue goes on after it. */
  readonly position: number
  readonly fromReview?: boolean | undefined
}

/** Shown at once after an answer that raises a safety alert. */
export function HelpScreen({ survey, position, fromReview = false }: HelpScreenProps) {
  const text = findParticipantText(survey.locale)
  const paths = buildParticipantPaths(survey.token)
  const next = findNextScreen(survey.screens, position, fromReview)
  const onward = next ? paths.question(next.position, fromReview) : paths.review
  return (
    <>
      <a class="back" href={paths.question(position, fromReview)}>
        {text.question.back}
      </a>
      <h1 tabindex={-1}>{survey.texts.help.heading}</h1>
      <HelpLines help={survey.texts.help} locale={survey.locale} />
      <a class="button outline" href={onward}>
        {text.help.continue}
      </a>
    </>
  )
}

/** The study's lines with every number made callable. The numbers come again as buttons, high enough to be seen at once. */
export function HelpLines({ help, locale }: { help: StudyTexts['help']; locale: string }) {
  const text = findParticipantText(locale).help
  const [first = '', ...more] = help.lines
  return (
    <>
      <p>
        <WithCallLinks text={first} />
      </p>
      <div class="calls">
        {findPhoneNumbers(help.lines).map((number) => (
          <a class="button" href={formatTelephoneLink(number)}>
            {text.call(number)}
          </a>
        ))}
      </div>
      <div class="help">
        {more.map((line) => (
          <p>
            <WithCallLinks text={line} />
          </p>
        ))}
      </div>
    </>
  )
}

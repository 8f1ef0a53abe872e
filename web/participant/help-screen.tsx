import { findNextScreen } from '../../surveys/battery/navigation.ts'
import { findCrisisLine } from '../../surveys/study/crisis-lines.ts'
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
      <HelpLines survey={survey} />
      <a class="button outline" href={onward}>
        {text.help.continue}
      </a>
    </>
  )
}

/**
 * The study's lines with every number made callable. Above them, high enough to be seen at once, whom to call or text: the
 * country's crisis line and emergency number, the clinic, and every other number that the lines name.
 */
export function HelpLines({
  survey: { texts, locale, clinic },
}: {
  survey: Pick<SurveyView, 'texts' | 'locale' | 'clinic'>
}) {
  const text = findParticipantText(locale).help
  const [first = '', ...more] = texts.help.lines
  const line = findCrisisLine(clinic?.country)
  const known = line ? [line.call, line.emergency] : []
  const others = findPhoneNumbers(texts.help.lines).filter((number) => !known.includes(number))
  return (
    <>
      <p>
        <WithCallLinks text={first} />
      </p>
      <div class="calls">
        {line && <CallButton number={line.call} locale={locale} />}
        {line?.text && (
          <a class="button" href={`sms:${line.text}`}>
            {text.text(line.text)}
          </a>
        )}
        {line && <CallButton number={line.emergency} locale={locale} />}
        {others.map((number) => (
          <CallButton number={number} locale={locale} />
        ))}
        {clinic && (
          <a class="button" href={formatTelephoneLink(clinic.phone)}>
            {text.callClinic}
          </a>
        )}
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

function CallButton({ number, locale }: { readonly number: string; readonly locale: string }) {
  return (
    <a class="button" href={formatTelephoneLink(number)}>
      {findParticipantText(locale).help.call(number)}
    </a>
  )
}

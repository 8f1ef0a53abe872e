import { hideAnswer, type Screen, type SurveyView, screensOf } from '../../web/participant/index.ts'
import { formatWindowEnd } from '../../web/text/words/window-end.ts'
import type { Clock } from '../platform/core/clock.ts'
import { requireStudyTexts } from '../rules/texting/study-texts.ts'
import type { Survey } from '../workflows/responses/load-survey.ts'
import { findClinic } from './clinic-view.ts'
import type { OpenedLink } from './open-link.ts'

/** With what was answered, wherever: the way through the questions follows from all of it. */
export function listScreens({ battery, assessment, response }: Survey): readonly Screen[] {
  return screensOf(battery.instruments, assessment.locale, response?.answers ?? {})
}

/** As the browser that asks may see it: without answers that were given elsewhere. */
export function buildSurveyView(
  { page: { token }, interview }: OpenedLink,
  survey: Survey,
  browser: {
    readonly pageState: string
    readonly isGivenHere: (key: string, code: string | null) => boolean
  },
): SurveyView {
  const { study, assessment, scope } = survey
  const { closesAt, locale, timeZone } = assessment
  return {
    ...{ token, pageState: browser.pageState, revision: survey.revision },
    locale: assessment.locale,
    clinic: findClinic(survey),
    texts: requireStudyTexts(study, assessment.locale),
    openUntil: timeZone && formatWindowEnd(closesAt, locale, timeZone),
    screens: listScreens(survey).map((screen) =>
      screen.answer === undefined || browser.isGivenHere(screen.itemKey, screen.answer)
        ? screen
        : hideAnswer(screen),
    ),
    interviewed: interview && scope.participant,
  }
}

const JUST_MS = 10 * 60_000

/** Whether the page still belongs to the submission: someone who comes back later is thanked and no more. */
export function isJustSubmitted(
  { clock }: { readonly clock: Clock },
  { assessment: { completedAt } }: Survey,
): boolean {
  return completedAt !== undefined && clock.now().epochMilliseconds - Date.parse(completedAt) < JUST_MS
}

import { findText } from '../text/index.ts'
import { formatExposure } from './exposure-fields.tsx'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'
import type { ListedTreatment } from './treatment-view.ts'

/** Treatments in the order given; behind them those that were voided, each with why. */
export function TreatmentList({
  frame,
  participant,
  timeZone,
  treatments,
  canCorrect,
}: {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly timeZone: string
  readonly treatments: readonly ListedTreatment[]
  readonly canCorrect: boolean
}) {
  const text = findText(frame.locale)
  const format = createFormats(frame.locale, timeZone)
  const standing = treatments.filter(({ voided }) => voided === null)
  const voided = treatments.filter((one) => one.voided !== null)
  const describe = (one: ListedTreatment) =>
    `${one.title}, ${format.moment(one.givenAt)}${formatExposure(frame.locale, one.exposure)}`
  const link = (one: ListedTreatment, words: string) => (
    <a href={consolePaths.correctTreatment(frame.study.id, participant, one)}>
      {words}
      <span class="hide">
        {' '}
        ({one.title}, {format.moment(one.givenAt)})
      </span>
    </a>
  )
  return (
    <>
      {standing.length === 0 ? (
        <p class="soft">{text.console.participant.noTreatments}</p>
      ) : (
        <ol>
          {standing.map((one) => (
            <li>
              {describe(one)}
              {canCorrect ? <> · {link(one, text.treatment.correct)}</> : null}
            </li>
          ))}
        </ol>
      )}
      {voided.length === 0 ? null : (
        <ul class="soft">
          {voided.map((one) => (
            <li>
              <s>{describe(one)}</s>
              {'. '}
              {formatVoided(frame.locale, one)}
              {canCorrect && one.voided !== 'time-corrected' ? (
                <> · {link(one, text.treatment.restore)}</>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

export function formatVoided(locale: string, { voided }: ListedTreatment): string {
  const text = findText(locale).treatment
  if (voided === 'time-corrected') return text.corrected
  return text.voided(text.reasons[voided === null || voided === 'unknown' ? 'other' : voided])
}

import { hasPower } from '../api/members/member-roles.ts'
import { describeClinicalEvent } from '../text/clinical-event-words.ts'
import { findText } from '../text/index.ts'
import type { ListedClinicalEvent } from './clinical-event-view.ts'
import { createFormats } from './format.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

type ClinicalEventsProps = {
  readonly frame: ConsoleFrame
  readonly participant: string
  readonly timeZone: string
  /** Those that stand, and those that were voided. */
  readonly events: readonly ListedClinicalEvent[]
  /** Whether the study records any kind of event. */
  readonly areRecorded: boolean
}

/** Clinical events in the order in which they happened; behind them those that were voided, each with why. */
export function ClinicalEvents({ frame, participant, timeZone, events, areRecorded }: ClinicalEventsProps) {
  const text = findText(frame.locale).clinicalEvent
  const format = createFormats(frame.locale, timeZone)
  const canChange = hasPower(frame.member.role, 'record')
  const standing = events.filter(({ voided }) => voided === null)
  const voided = events.filter((one) => one.voided !== null)
  if (!areRecorded && events.length === 0) return null
  const describe = ({ event, at }: ListedClinicalEvent) =>
    `${describeClinicalEvent(frame.locale, event)}, ${format.moment(at)}`
  return (
    <>
      <h2>{text.heading}</h2>
      {standing.length === 0 ? (
        <p class="soft">{text.none}</p>
      ) : (
        <ol>
          {standing.map((one) => (
            <li>
              {describe(one)}
              {canChange ? (
                <>
                  {' · '}
                  <a href={consolePaths.voidClinicalEvent(frame.study.id, participant, one.id)}>
                    {text.voidLink}
                    <span class="hide"> ({describe(one)})</span>
                  </a>
                </>
              ) : null}
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
              {text.voided(text.voidReasons[one.voided ?? 'other'])}
            </li>
          ))}
        </ul>
      )}
      {canChange && areRecorded ? (
        <p>
          <a class="button outline" href={consolePaths.clinicalEvent(frame.study.id, participant)}>
            {text.record}
          </a>
        </p>
      ) : null}
    </>
  )
}

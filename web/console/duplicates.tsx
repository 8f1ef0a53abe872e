import { ANOTHER_SITE } from '../api/participants/duplicates.ts'
import { findText } from '../text/index.ts'
import type { DuplicateView } from './enrolment-view.ts'
import type { ConsoleFrame } from './frame.ts'
import { consolePaths } from './paths.ts'

type DuplicatesProps = { readonly frame: ConsoleFrame; readonly duplicates: readonly DuplicateView[] }

/** Who looks the same as the person who is being enrolled, in what, and what to do. */
export function Duplicates({ frame, duplicates }: DuplicatesProps) {
  const text = findText(frame.locale).enrolment.duplicate
  return (
    <div class="note" role="alert">
      <p>
        <strong>{text.heading}</strong>
      </p>
      <ul>
        {duplicates.map(({ fact, participants }) => (
          <li>
            {text.facts[fact]}:{' '}
            {participants.map((participant, index) => (
              <>
                {index === 0 ? null : ', '}
                {participant === ANOTHER_SITE ? (
                  text.anotherSite
                ) : (
                  <a class="id" href={consolePaths.participant(frame.study.id, participant)}>
                    {participant}
                  </a>
                )}
              </>
            ))}
          </li>
        ))}
      </ul>
      <p>{text.advice}</p>
    </div>
  )
}

/** That they are different people: never chosen beforehand. */
export function DistinctChoice({ frame, duplicates }: DuplicatesProps) {
  const participants = [...new Set(duplicates.flatMap((one) => one.participants))]
  return (
    <p>
      <label>
        <input type="checkbox" name="distinctFrom" value={participants.join(' ')} />{' '}
        {findText(frame.locale).enrolment.duplicate.distinct}
      </label>
    </p>
  )
}

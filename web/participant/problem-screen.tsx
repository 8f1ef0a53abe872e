import type { ParticipantProblem } from '../api/problems/participant-page-problems.ts'
import { findParticipantText } from '../text/participant-text.ts'

export type ProblemScreenProps = {
  readonly locale: string
  readonly problem: ParticipantProblem
  /** Where "Try again" leads; left out where trying again cannot help. */
  readonly retryHref?: string | undefined
}

/** Why one cannot go on, without blame, and what to do instead. */
export function ProblemScreen({ locale, problem, retryHref }: ProblemScreenProps) {
  const text = findParticipantText(locale).problem
  return (
    <>
      <div class="no-back" />
      <h1 tabindex={-1}>{text[problem].heading}</h1>
      {text[problem].lines.map((line) => (
        <p>{line}</p>
      ))}
      {retryHref === undefined ? null : (
        <a class="button" href={retryHref}>
          {text.retry}
        </a>
      )}
    </>
  )
}

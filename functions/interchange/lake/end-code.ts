import type { Estimand, IntercurrentEventKind } from '../../../surveys/study/estimand.ts'
import type { ParticipationEnd } from '../../records/participant/participant.ts'

/*
 * How a participation ended as one number: ten times its kind, and where it lies between the first treatment and the endpoint.
 * 0: it goes on.
 */

/** Kinds from 1, as `listIntercurrentEvents` tells them apart. */
const ENDS: readonly (Pick<ParticipationEnd, 'how' | 'reason'> & {
  readonly event: IntercurrentEventKind
})[] = [
  { how: 'died', event: 'death' },
  { how: 'lost-to-follow-up', event: 'lost-to-follow-up' },
  { how: 'withdrawn', reason: 'no-benefit', event: 'withdrawal-no-benefit' },
  { how: 'withdrawn', reason: 'side-effects', event: 'withdrawal-side-effects' },
  { how: 'withdrawn', event: 'withdrawal-other' },
]

/** Before the first treatment; after it and not behind the endpoint, or where there is no endpoint; behind it. */
export const [BEFORE_TREATMENT, BEFORE_ENDPOINT, AFTER_ENDPOINT] = [1, 2, 3] as const
const PLACES = 10

/** The kind over the columns of dispositions; the first that fits. */
export function buildEndKind(): string {
  const cases = ENDS.map(({ how, reason }, at) =>
    [
      `when how = '${how}'`,
      ...(reason === undefined ? [] : [`and reason = '${reason}'`]),
      `then ${at + 1}`,
    ].join(' '),
  )
  return `case when how is null then 0 ${cases.join(' ')} else -1 end`
}

/** Over `end_kind`, `end_ms`, `first_ms`, and the plan and sheet of the endpoint. */
export function buildEndCode(): string {
  const endpoint = 'case when f_answered is not null and f_unsent = 0 then f_answered else f_due_ms end'
  return [
    'case when coalesce(end_kind, 0) = 0 then 0',
    `when end_ms < first_ms then end_kind * ${PLACES} + ${BEFORE_TREATMENT}`,
    `when end_ms > (${endpoint}) then end_kind * ${PLACES} + ${AFTER_ENDPOINT}`,
    `else end_kind * ${PLACES} + ${BEFORE_ENDPOINT} end`,
  ].join(' ')
}

/** Whose end needs more than the two timepoints: answers before it count in their place, or those after it do not. */
export function buildEndFlag(strategies: Estimand['events']): string {
  const kinds = ENDS.flatMap(({ event }, at) =>
    strategies[event] === 'while-on-treatment' || strategies[event] === 'hypothetical' ? [at + 1] : [],
  )
  return [
    'coalesce(end_kind, 0) < 0',
    // Whether such answers count, and so when the endpoint was, is a matter of the study.
    'coalesce(end_kind, 0) > 0 and coalesce(f_unsent, 0) = 1',
    ...(kinds.length > 0 ? [`coalesce(end_kind, 0) in (${kinds.join(', ')})`] : []),
  ].join(' or ')
}

/** What a code says; `null` where the participation goes on. */
export function readEndCode(
  code: number,
): (Pick<ParticipationEnd, 'how' | 'reason'> & { readonly place: number }) | null {
  if (code === 0) return null
  const place = code % PLACES
  const { how, reason } = ENDS[(code - place) / PLACES - 1] as (typeof ENDS)[number]
  return { how, ...(reason !== undefined && { reason }), place }
}

import type { AuditEvent } from '../audit/audit.ts'
import type { Interview } from '../link/link.store.ts'
import type { Response } from './response.ts'

/** From whom an answer came, by which way, and who acted. */
export type AnsweredHow = {
  readonly answeredBy: 'self' | 'proxy'
  readonly mode: 'web' | 'text' | 'phone'
  readonly actor: AuditEvent['actor']
}

export const BY_THEMSELVES: AnsweredHow = {
  answeredBy: 'self',
  mode: 'web',
  actor: { kind: 'participant' },
}

/** Told on the telephone to somebody at the site, who enters it. */
export function byTelephone({ by }: Interview): AnsweredHow {
  return { answeredBy: 'proxy', mode: 'phone', actor: { kind: 'coordinator', sub: by } }
}

/** By replying to texts. */
export const BY_TEXT: AnsweredHow = { answeredBy: 'self', mode: 'text', actor: { kind: 'participant' } }

/** How a response keeps the way of an answer. */
export function wayOf({ answeredBy, mode }: AnsweredHow): string {
  return `${answeredBy}/${mode}`
}

/**
 * What a submitted response says of how it was answered: what is true of every answer in it, else `mixed`. Submitting alone
 * gives no answer, so that a draft that was told on the telephone stays one, whoever sends it in.
 *
 * @param draft what was saved before, if anything
 * @param brings whether the submission brings answers that were not saved before
 */
export function answeredHow(
  draft: Response | undefined,
  how: AnsweredHow,
  brings: boolean,
): Required<Pick<Response, 'answeredBy' | 'mode' | 'ways'>> {
  const before = draft ? (draft.ways ?? [`${draft.answeredBy}/${draft.mode}`]) : []
  const ways = new Set([...before, ...(brings || !draft ? [wayOf(how)] : [])])
  const [by, ...others] = new Set([...ways].map((way) => way.split('/')[0]))
  const [mode, ...more] = new Set([...ways].map((way) => way.split('/')[1]))
  return {
    answeredBy: others.length === 0 ? (by as Response['answeredBy']) : 'mixed',
    mode: more.length === 0 ? (mode as Response['mode']) : 'mixed',
    ways,
  }
}

import { safetyProblems } from '../../../web/api/problems/safety-problems.ts'
import { ProblemError } from '../../platform/core/problem-error.ts'
import type { SiteScope } from '../../platform/core/scope.ts'
import { listOnCallPeople, type OnCallList, type OnCallPerson } from '../../records/on-call/on-call.ts'
import { findTextingStatus, type Phone } from '../../records/phone/phone.ts'

export type OnCallDeps = {
  readonly findOnCall: (scope: SiteScope) => Promise<OnCallList>
  readonly findPhone: (number: string) => Promise<Phone>
}

/** Who of a list is sent alerts: each address once, and no number that has ended our texts to it. */
export type OnCall = { readonly reached: readonly OnCallPerson[]; readonly stopped: readonly string[] }

export async function readOnCall(
  findPhone: (number: string) => Promise<Phone>,
  list: OnCallList,
): Promise<OnCall> {
  const people = await Promise.all(
    listOnCallPeople(list).map(async (person) => ({
      person,
      isStopped:
        person.channel === 'text' && findTextingStatus(await findPhone(person.address)) === 'stopped',
    })),
  )
  return {
    reached: people.flatMap(({ person, isStopped }) => (isStopped ? [] : [person])),
    stopped: people.flatMap(({ person, isStopped }) => (isStopped ? [person.address] : [])),
  }
}

/** A site whose alerts would reach nobody takes no participants. @throws ProblemError 409 `nobody-on-call` */
export async function requireSomebodyOnCall(
  { findOnCall, findPhone }: OnCallDeps,
  scope: SiteScope,
): Promise<void> {
  const { reached } = await readOnCall(findPhone, await findOnCall(scope))
  if (reached.length === 0) throw new ProblemError(safetyProblems.nobodyOnCall)
}

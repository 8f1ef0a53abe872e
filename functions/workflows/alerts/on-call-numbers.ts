import { findTextingStatus, type Phone } from '../../records/phone/phone.ts'

/** Who of the on-call list is texted: each number once, and none that has ended our texts to it. */
export type OnCall = { readonly texted: readonly string[]; readonly stopped: readonly string[] }

export async function readOnCall(
  findPhone: (number: string) => Promise<Phone>,
  phones: readonly string[],
): Promise<OnCall> {
  const known = await Promise.all(
    [...new Set(phones)].map(async (number) => ({ number, may: findTextingStatus(await findPhone(number)) })),
  )
  const listNumbers = (isStopped: boolean) =>
    known.flatMap(({ number, may }) => ((may === 'stopped') === isStopped ? [number] : []))
  return { texted: listNumbers(false), stopped: listNumbers(true) }
}

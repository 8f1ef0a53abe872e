import { type Phone, textable } from '../../records/phone/phone.ts'

/** Who of the on-call list is texted: each number once, and none that has ended our texts to it. */
export type OnCall = { readonly texted: readonly string[]; readonly stopped: readonly string[] }

export async function onCallOf(
  findPhone: (number: string) => Promise<Phone>,
  phones: readonly string[],
): Promise<OnCall> {
  const known = await Promise.all(
    [...new Set(phones)].map(async (number) => ({ number, may: textable(await findPhone(number)) })),
  )
  const numbers = (isStopped: boolean) =>
    known.flatMap(({ number, may }) => ((may === 'stopped') === isStopped ? [number] : []))
  return { texted: numbers(false), stopped: numbers(true) }
}

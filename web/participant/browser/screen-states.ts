import type { ScreenState } from '../../../surveys/battery/navigation.ts'
import { type Conditional, computeShown } from '../../../surveys/instrument/condition.ts'
import { parseWritten, valueOfWritten, type WrittenForm } from '../../../surveys/instrument/written-answer.ts'

/** One question as a template tells it: its key is its position. */
export type AskedScreen = Conditional<number> & {
  /** What can be written in; none where an option is chosen. */
  readonly form?: WrittenForm | undefined
}

/** Position → the code chosen or what was written; `null` where it was skipped; `undefined` where it was not reached. */
export type GivenAnswers = { readonly [position: number]: string | null | undefined }

/**
 * How every question stands after the answers on this phone, by the rules that the server goes by. Pure.
 *
 * @param asked in order, from position 1 on
 */
export function computeScreens(asked: readonly AskedScreen[], answers: GivenAnswers): readonly ScreenState[] {
  const shown = computeShown(asked, (position) => {
    const code = answers[position]
    return typeof code === 'string' ? readCode(code, asked[position - 1]?.form) : undefined
  })
  return asked.map(({ key, shownWhen }) => ({
    position: key,
    shown: shown.has(key),
    shownWhen,
    answer: answers[key],
  }))
}

/** What waits on this phone is as it was written; conditions go by the code that the server makes of it. */
function readCode(written: string, form: WrittenForm | undefined): { code: string; value: number } {
  const code = (form && parseWritten(form, written)) || written
  // The server turns a condition on an option's value into one on its codes, so an option needs none here.
  return { code, value: Number(form && valueOfWritten(form, code)) }
}

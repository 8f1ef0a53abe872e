import type { ScreenState } from '../../../surveys/battery/navigation.ts'
import { type Condition, computeShown, type LookedUpAnswer } from '../../../surveys/instrument/condition.ts'
import { splitCodes } from '../../../surveys/instrument/several-answer.ts'
import {
  computeWrittenValue,
  parseWrittenAnswer,
  type WrittenForm,
} from '../../../surveys/instrument/written-answer.ts'

/** One question as its template tells it. */
export type AskedScreen = {
  readonly position: number
  readonly shownWhen?: Condition<number> | undefined
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
  const shown = computeShown(
    asked,
    (screen) => screen.position,
    (position) => {
      const code = answers[position]
      return typeof code === 'string' ? readCode(code, asked[position - 1]?.form) : undefined
    },
  )
  return asked.map((screen) => ({
    position: screen.position,
    shown: shown.has(screen.position),
    shownWhen: screen.shownWhen,
    answer: answers[screen.position],
  }))
}

/** What waits on this phone is as it was written; conditions go by the code that the server makes of it. */
function readCode(written: string, form: WrittenForm | undefined): LookedUpAnswer {
  const code = (form && parseWrittenAnswer(form, written)) || written
  // The server turns a condition on an option's value into one on its codes, so an option needs none here.
  return {
    code,
    value: Number(form && computeWrittenValue(form, code)),
    codes: form ? undefined : splitCodes(written),
  }
}

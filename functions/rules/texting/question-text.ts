import { computeScreenPlace } from '../../../surveys/battery/navigation.ts'
import type { Screen } from '../../../web/participant/view.ts'

/**
 * One question as a text: its place, the instrument's own words, and the numbers that answer it. A numeric scale is
 * answered with its own numbers, options with their place.
 */
export function formatQuestionText(screens: readonly Screen[], screen: Screen): string {
  const { place, of } = computeScreenPlace(screens, screen.position)
  const words = [screen.stem, screen.text].filter(Boolean).join(' ')
  return `${place}/${of} ${words}\n${formatAnswersLine(screen)}`
}

function formatAnswersLine({ kind, options, minimumLabel, maximumLabel }: Screen): string {
  if (kind !== 'numeric-scale') return options.map(({ label }, index) => `${index + 1} ${label}`).join('\n')
  const [least, most] = [options[0]?.code, options.at(-1)?.code]
  return `${least} ${minimumLabel ?? ''}, ${most} ${maximumLabel ?? ''}`.replace(/ {2,}/g, ' ').trim()
}

/** The code that a number stands for; `undefined` when it answers nothing here. */
export function findCodeByNumber({ kind, options }: Screen, number: number): string | undefined {
  return kind === 'numeric-scale'
    ? options.find(({ code }) => code === String(number))?.code
    : options[number - 1]?.code
}

/** The lowest and highest number that answers. */
export function findNumberRange({ kind, options }: Screen): { least: string; most: string } {
  return kind === 'numeric-scale'
    ? { least: options[0]?.code ?? '', most: options.at(-1)?.code ?? '' }
    : { least: '1', most: String(options.length) }
}

import { describeValues, type FieldValues } from './field-values.ts'

export type ChooseWords = { readonly theirs: string; readonly mine: string; readonly take: string }

/** Asks, at a field that two have changed, whose text it is to be. Both stay readable until somebody has chosen. */
export function askWhose(
  field: HTMLElement,
  theirs: FieldValues,
  words: ChooseWords,
  decide: (whose: 'mine' | 'theirs') => void,
): void {
  const before = field.querySelector('.choose')
  if (before) before.remove()
  const box = document.createElement('div')
  box.className = 'choose'
  const said = document.createElement('div')
  said.textContent = words.theirs
  const quote = document.createElement('blockquote')
  quote.textContent = describeValues(theirs)
  box.append(said, quote, buildButton(words.mine, 'mine'), buildButton(words.take, 'theirs'))
  field.append(box)

  function buildButton(label: string, whose: 'mine' | 'theirs'): HTMLButtonElement {
    const button = document.createElement('button')
    // It sends no form.
    button.type = 'button'
    button.className = whose === 'mine' ? '' : 'outline'
    button.textContent = label
    button.addEventListener('click', () => {
      box.remove()
      const next = field.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')
      if (next) next.focus()
      decide(whose)
    })
    return button
  }
}

/** What the inputs of one field say: texts in their order, and the boxes that are ticked. */
export type FieldValues = { readonly texts: readonly string[]; readonly ticked: readonly string[] }

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** Every field of a page, by its key: where it stands by the ids of entries. */
export function listFields(place: ParentNode): Map<string, HTMLElement> {
  const fields = new Map<string, HTMLElement>()
  place.querySelectorAll<HTMLElement>('[data-field]').forEach((field) => {
    fields.set(field.dataset.key || '', field)
  })
  return fields
}

export function readValues(field: HTMLElement): FieldValues {
  const controls = listControls(field)
  return {
    texts: controls.filter((one) => !isBox(one)).map(({ value }) => value),
    ticked: controls
      .filter((one) => isBox(one) && (one as HTMLInputElement).checked)
      .map(({ value }) => value)
      .sort(),
  }
}

/** As one text, to be compared. */
export function formatValues(values: FieldValues): string {
  return JSON.stringify([values.texts, values.ticked])
}

/** For somebody to read. */
export function describeValues({ texts, ticked }: FieldValues): string {
  return texts
    .concat(ticked)
    .filter((text) => text !== '')
    .join(' ')
}

export function writeValues(field: HTMLElement, { texts, ticked }: FieldValues): void {
  let at = 0
  listControls(field).forEach((control) => {
    if (isBox(control)) {
      ;(control as HTMLInputElement).checked = ticked.indexOf(control.value) >= 0
      return
    }
    const text = texts[at] || ''
    at += 1
    if (control instanceof HTMLSelectElement && !hasOption(control, text)) control.add(new Option(text, text))
    control.value = text
  })
}

/** What is said of a field, and what it can be chosen from, as the next page has it. What is focused stays as it is. */
export function refreshField(mine: HTMLElement, fresh: HTMLElement): void {
  const [notes, next] = [mine.querySelector('[data-notes]'), fresh.querySelector('[data-notes]')]
  if (notes && next && notes.innerHTML !== next.innerHTML) notes.innerHTML = next.innerHTML
  const [own, theirs] = [listDescribed(mine), listDescribed(fresh)]
  own.forEach((element, at) => {
    const other = theirs[at]
    if (!other) return
    for (const name of ['aria-invalid', 'aria-describedby']) {
      const value = other.getAttribute(name)
      if (value === null) element.removeAttribute(name)
      else element.setAttribute(name, value)
    }
    const isFocused = document.activeElement === element
    if (element instanceof HTMLSelectElement && !isFocused && element.innerHTML !== other.innerHTML) {
      const { value } = element
      element.innerHTML = other.innerHTML
      if (!hasOption(element, value)) element.add(new Option(value, value))
      element.value = value
    }
  })
}

function listDescribed(field: HTMLElement): readonly HTMLElement[] {
  const controls: HTMLElement[] = listControls(field)
  return field.tagName === 'FIELDSET' ? [field].concat(controls) : controls
}

function listControls(field: HTMLElement): Control[] {
  return Array.from(field.querySelectorAll<Control>('input, select, textarea'))
}

function isBox(control: Control): boolean {
  return control instanceof HTMLInputElement && control.type === 'checkbox'
}

function hasOption(select: HTMLSelectElement, value: string): boolean {
  return Array.from(select.options).some((option) => option.value === value)
}

/**
 * Answers that are written in: what is accepted, and the code that is stored for it. Pure and without an import, since
 * the participant's browser refuses the same answers as the server.
 */

/** What an item lets somebody write. */
export type WrittenForm =
  /** From `minimum` to `maximum`, with at most `decimals` places. */
  | {
      readonly type: 'number'
      readonly minimum: number
      readonly maximum: number
      readonly decimals: number
    }
  /** A time of day, `HH:MM`. */
  | { readonly type: 'time' }
  | { readonly type: 'text'; readonly maximumLength: number }

const NUMBER = /^(0|[1-9]\d*)(?:\.(\d*[1-9]))?$/
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/

/** The value of a code: a number, or minutes after midnight. `undefined` for text, and for a code that cannot be stored. */
export function valueOfWritten(form: WrittenForm, code: string): number | undefined {
  if (form.type === 'number') {
    const [, , fraction = ''] = NUMBER.exec(code) ?? []
    const value = NUMBER.test(code) && fraction.length <= form.decimals ? Number(code) : Number.NaN
    return value >= form.minimum && value <= form.maximum ? value : undefined
  }
  const [, hours, minutes] = (form.type === 'time' && TIME.exec(code)) || []
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/** Whether a code can be stored. */
export function isWrittenCode(form: WrittenForm, code: string): boolean {
  return form.type === 'text'
    ? code.trim().length > 0 && code.length <= form.maximumLength
    : valueOfWritten(form, code) !== undefined
}

/**
 * The code for what someone wrote: a number may have a comma and zeros that say nothing, a time may lack its leading
 * zero, text may have space around it. `undefined` where it cannot be stored.
 */
export function parseWritten(form: WrittenForm, written: string): string | undefined {
  const text = written.trim()
  const code =
    form.type === 'number' ? plainNumber(text) : form.type === 'time' ? text.padStart(5, '0') : text
  return isWrittenCode(form, code) ? code : undefined
}

function plainNumber(text: string): string {
  const [, whole = '', fraction = ''] = /^0*(\d+)(?:[.,](\d*?)0*)?$/.exec(text) ?? []
  return fraction === '' ? whole : `${whole}.${fraction}`
}

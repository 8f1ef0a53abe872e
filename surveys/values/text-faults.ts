/*
 * Characters that nobody types and that a reader, a file, a terminal or another program may take for something else. The joiners
 * U+200C and U+200D and the marks U+200E and U+200F are none of them: Persian, Hindi, emoji and mixed lines of Hebrew need them.
 */

/** NUL and the other controls of C0, DEL, and C1 (Unicode category Cc). A tab and the ends of lines are text. */
const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u
/** Embeddings, overrides and isolates of Unicode's bidirectional algorithm (UAX 9): they make text read as what it is not. */
const DIRECTION_CONTROL = /[\u202A-\u202E\u2066-\u2069]/u
/** Half of a surrogate pair, a code point that is never a character, and what a decoder puts for bytes that are no UTF-8. */
const NOT_UNICODE = /[\uFFFD\p{Cs}\p{Noncharacter_Code_Point}]/u
/** Something to see: no space, and nothing that is shown as nothing, such as U+200B or the blank of Braille. */
const VISIBLE = /[^\p{Z}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether text holds a control character other than tab, line feed and carriage return. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTER.test(text)
}

export type TextFault = 'control-character' | 'direction-control' | 'invalid-unicode'

/** What a text holds that nothing can store or pass on. */
export function findUnstorable(text: string): Exclude<TextFault, 'direction-control'> | undefined {
  if (hasControlCharacter(text)) return 'control-character'
  return NOT_UNICODE.test(text) ? 'invalid-unicode' : undefined
}

/**
 * What a text of staff holds that it may not. A participant’s answer may turn its direction, as text that is pasted from a
 * phone’s contacts does: nobody is kept from answering by what they cannot see.
 */
export function findTextFault(text: string): TextFault | undefined {
  return findUnstorable(text) ?? (DIRECTION_CONTROL.test(text) ? 'direction-control' : undefined)
}

/** Whether whoever reads a text sees nothing: it is empty, or of spaces and characters without width alone. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text)
}

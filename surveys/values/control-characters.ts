/*
 * Characters that nobody types and that a file, a terminal or another program may take for something else: NUL and the other
 * controls of C0, DEL, and C1 (Unicode category Cc). A tab and the ends of lines are text.
 */

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\r]/u

/** Whether text holds a control character other than tab, line feed and carriage return. */
export function hasControlCharacter(text: string): boolean {
  return CONTROL_CHARACTER.test(text)
}

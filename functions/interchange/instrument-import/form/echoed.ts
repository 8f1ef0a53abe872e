const LONGEST_ECHO = 40

/** A name of the file, short enough to be said. */
export function echoed(text: string): string {
  return text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO - 1)}…` : text
}

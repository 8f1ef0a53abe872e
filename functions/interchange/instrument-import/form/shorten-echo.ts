const MAX_ECHO_LENGTH = 40

/** A name of the file, short enough to be said. */
export function shortenEcho(text: string): string {
  return text.length > MAX_ECHO_LENGTH ? `${text.slice(0, MAX_ECHO_LENGTH - 1)}…` : text
}

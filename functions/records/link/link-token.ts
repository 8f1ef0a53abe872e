/** The text of a link's token: a number in 22 base62 characters. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const TOKEN_LENGTH = 22

/** @param number below 62^22 */
export function formatToken(number: bigint): string {
  let rest = number
  let text = ''
  while (text.length < TOKEN_LENGTH) {
    text = `${ALPHABET[Number(rest % 62n)]}${text}`
    rest /= 62n
  }
  return text
}

export function parseToken(token: string): bigint | undefined {
  if (token.length !== TOKEN_LENGTH) return undefined
  let number = 0n
  for (const letter of token) {
    const digit = ALPHABET.indexOf(letter)
    if (digit < 0) return undefined
    number = number * 62n + BigInt(digit)
  }
  return number
}

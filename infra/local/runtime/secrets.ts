import { randomInt } from 'node:crypto'
import * as z from 'zod'
import type { SecretResource } from '../cloudformation/resources.ts'
import type { StateFile } from './state-file.ts'

/** Secret values by ARN. */
export type SecretValues = Record<string, string>
export const parseSecretValues = (value: unknown): SecretValues =>
  z.record(z.string(), z.string()).parse(value)

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Generates the template's secrets that do not exist yet; the others stay, or links already texted would be dead. */
export function createSecrets(
  secrets: readonly SecretResource[],
  state: StateFile<SecretValues>,
  given: SecretValues = {},
): SecretValues {
  const values = { ...state.read(), ...given }
  for (const { arn, SecretString, GenerateSecretString } of secrets) {
    values[arn] ??= SecretString ?? generateSecret(GenerateSecretString?.PasswordLength ?? 32)
  }
  state.write(values)
  return values
}

function generateSecret(length: number): string {
  return Array.from({ length }, () => LETTERS_AND_DIGITS[randomInt(LETTERS_AND_DIGITS.length)]).join('')
}

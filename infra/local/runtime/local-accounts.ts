import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { StateFile } from './state-file.ts'

const accountSchema = z.object({ sub: z.string(), email: z.string(), hasSignedIn: z.boolean() })

/** An account that a function made for somebody, as the user pool has it in AWS. */
export type LocalAccount = z.infer<typeof accountSchema>
export const parseLocalAccounts = (value: unknown): LocalAccount[] => z.array(accountSchema).parse(value)

/** Accounts of people who were invited on this machine. They have no password: one chooses who one wants to be. */
export class LocalAccounts {
  readonly #kept: StateFile<LocalAccount[]>

  constructor(kept: StateFile<LocalAccount[]>) {
    this.#kept = kept
  }

  /** In the order in which they were made. */
  list(): readonly LocalAccount[] {
    return this.#kept.read() ?? []
  }

  find(sub: string | undefined): LocalAccount | undefined {
    return this.list().find((account) => account.sub === sub)
  }

  findByEmail(email: string): LocalAccount | undefined {
    return this.list().find((account) => account.email === email.toLowerCase())
  }

  create(email: string): LocalAccount {
    const account = { sub: randomUUID(), email: email.toLowerCase(), hasSignedIn: false }
    this.#kept.write([...this.list(), account])
    return account
  }

  /** From then on the pool sends no other temporary password. */
  recordSignIn(sub: string): void {
    if (this.find(sub)?.hasSignedIn !== false) return
    this.#kept.write(
      this.list().map((account) => (account.sub === sub ? { ...account, hasSignedIn: true } : account)),
    )
  }
}

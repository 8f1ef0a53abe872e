import * as z from 'zod/mini'
import type { Problem } from '../problems/problem.ts'

/**
 * What a route takes and gives, as zod schemas: the routes validate by it and the OpenAPI document is
 * written from it, so that the reference cannot disagree with the program.
 */
export type Contract<
  Params extends z.ZodMiniObject = z.ZodMiniObject,
  Query extends z.ZodMiniObject = z.ZodMiniObject,
  Body extends z.ZodMiniType = z.ZodMiniType,
> = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** OpenAPI form: `/api/studies/{study}`. */
  readonly path: string
  readonly tag: string
  /** The app that answers it, each a function with grants of its own: staff API, readings, calls to participants, memberships, releases, the study office, responder definitions, versions and who follows them, scheduled reports, panels, or the people on panels. */
  readonly servedBy:
    | ('staff' | 'reading' | 'calling' | 'members' | 'releases')
    | ('office' | 'definitions' | 'versions' | 'reports')
    | ('panels' | 'panelists')
  readonly summary: string
  readonly description?: string
  readonly public?: boolean
  readonly params: Params
  readonly query: Query
  readonly body?: Body
  /** How large the body may be; 65,536 bytes unless it says otherwise. */
  readonly maximumBytes?: number
  readonly status: 200 | 201 | 202
  /** Where the same request, sent again, is answered otherwise. */
  readonly repeatStatus?: 200
  readonly reply: z.ZodMiniType
  /** Further media types of the reply, such as text/csv. */
  readonly alsoReplies?: readonly string[]
  /** The reply is always a file, of the further media types, and never JSON. */
  readonly isFile?: true
  /** It may be answered by 303 as well, to where what is asked for is. */
  readonly redirects?: true
  readonly problems: readonly Problem[]
}

/** What a route answers: the one declaration of it, inferred from the contract's schema. */
export type Reply<C extends { readonly reply: z.ZodMiniType }> = ValueOf<C['reply']>

/** What a route is asked, with the defaults of what the address leaves out. */
export type Query<C extends { readonly query: z.ZodMiniType }> = ValueOf<C['query']>

/** The value that a schema describes, read-only in depth. */
export type ValueOf<Schema extends z.ZodMiniType> = DeepReadonly<z.output<Schema>>

/** The same value, of which nothing may be changed. */
export type DeepReadonly<Value> = unknown extends Value
  ? Value
  : Value extends string | number | boolean | bigint | null | undefined
    ? Value
    : Value extends readonly [unknown, ...unknown[]] | readonly []
      ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
      : Value extends readonly (infer One)[]
        ? readonly DeepReadonly<One>[]
        : { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }

/** An instant as it is told, with any offset; to the nanosecond at most, as far as instants are read. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .check(z.refine((written) => !/\.\d{10}/.test(written), 'at most nine digits after the second'))

export const noParams = z.strictObject({})

export const noQuery = z.strictObject({})

/** Where a reply is also a table: as CSV, or as CSV that begins with a byte-order mark. */
export const csvFormat = z._default(z.enum(['json', 'csv', 'spreadsheet']), 'json')

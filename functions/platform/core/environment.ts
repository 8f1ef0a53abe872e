import * as z from 'zod/mini'

// Not z.url(), which brings 1 kB to every function.
const url = z.string().check(z.refine((value) => URL.canParse(value)))

const positive = z.string().check(z.refine((value) => Number(value) > 0))

/** Every variable a function may be given; a handler picks those it needs. */
const variables = {
  STUDY_TABLE: z.string().check(z.minLength(3)),
  CONTACTS_TABLE: z.string().check(z.minLength(3)),
  MEMBERS_TABLE: z.string().check(z.minLength(3)),
  AUDIT_TABLE: z.string().check(z.minLength(3)),
  RELEASES_TABLE: z.string().check(z.minLength(3)),
  LIBRARY_TABLE: z.string().check(z.minLength(3)),
  JOBS_TABLE: z.string().check(z.minLength(3)),
  PANELS_TABLE: z.string().check(z.minLength(3)),
  VOTES_TABLE: z.string().check(z.minLength(3)),
  REPORT_FILES_BUCKET: z.string().check(z.minLength(3)),
  LAKE_BUCKET: z.string().check(z.minLength(3)),
  /** What queries the lake: Athena, or DuckDB in the function itself. */
  LAKE_ENGINE: z.enum(['athena', 'duckdb']),
  LAKE_WORKGROUP: z.string().check(z.minLength(1)),
  LAKE_DATABASE: z.string().check(z.minLength(1)),
  /** Which version of Concord this is, such as 0.1.0+3f9ac01b22de. */
  PROGRAM_VERSION: z.string().check(z.minLength(1)),
  AUDIT_ARCHIVE_BUCKET: z.string().check(z.minLength(3)),
  AUDIT_SIGNING_KEY_ARN: z.string().check(z.minLength(1)),
  INVITATION_QUEUE_URL: url,
  URGENT_QUEUE_URL: url,
  ERASURE_QUEUE_URL: url,
  /** A mail address; empty where the operator has set none. */
  MAIL_SENDER: z.string(),
  /** By which it is heard what became of a mail. */
  MAIL_CONFIGURATION_SET: z.string().check(z.minLength(1)),
  LINK_SECRET_ARN: z.string().check(z.minLength(1)),
  ORIGIN_SECRET_ARN: z.string().check(z.minLength(1)),
  PUBLIC_URL: url,
  SMS_ORIGINATION_IDENTITY: z.string().check(z.minLength(1)),
  SMS_CONFIGURATION_SET: z.string().check(z.minLength(1)),
  /** What the numbers may send, and how many senders share it. */
  TEXTS_PER_SECOND: positive,
  TEXT_SENDERS: positive,
  SMS_OPT_OUT_LIST: z.string().check(z.minLength(1)),
  /** US dollars, as the carrier takes them. */
  SMS_MAX_PRICE: z.string().check(z.minLength(1)),
  /** What one person or program may ask of one running function. */
  PERSON_REQUESTS_PER_MINUTE: positive,
  USER_POOL_ID: z.string().check(z.minLength(1)),
  OIDC_ISSUER: url,
  OIDC_CLIENT_ID: z.string().check(z.minLength(1)),
  OIDC_COMMAND_LINE_ID: z.string().check(z.minLength(1)),
}

export type Environment = { [Name in keyof typeof variables]: string }

/**
 * Reads and checks the environment once, at start-up.
 * @throws Error naming every variable that is missing or malformed, never its value.
 */
export function readEnvironment<Name extends keyof Environment>(...names: Name[]): Pick<Environment, Name> {
  const faults = names.filter((name) => !variables[name].safeParse(process.env[name]).success)
  if (faults.length > 0) throw new Error(`environment: missing or malformed: ${faults.join(', ')}`)
  return Object.fromEntries(names.map((name) => [name, process.env[name]])) as Pick<Environment, Name>
}

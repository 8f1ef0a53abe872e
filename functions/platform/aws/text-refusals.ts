/*
 * What it means that the carrier does not take a text: every error and reason of SendTextMessage. Pure.
 *
 * | cause     | meaning                                              | what follows                                   |
 * |-----------|------------------------------------------------------|------------------------------------------------|
 * | transient | busy, or not reached: it may say yes in a minute     | tried again, ever less often                   |
 * | account   | no text of ours is taken until an operator acts      | all texts wait; one of them tries now and then |
 * | recipient | this text to this number will never be taken         | final, with its reason; an opt-out is a STOP   |
 * | unknown   | an error that nobody here has heard of               | as transient; an operator is alarmed in time   |
 *
 * Source: AWS End User Messaging SMS v2, API reference, “SendTextMessage”, and the enumerations `…ExceptionReason` of
 * @aws-sdk/client-pinpoint-sms-voice-v2. A test holds this table against those enumerations.
 */
export type RefusalCause = 'transient' | 'account' | 'recipient' | 'unknown'

/** A text that was surely not sent, and why. */
export type TextRefusal = { readonly cause: RefusalCause; readonly code: string }

/** The number is on the opt-out list of the carrier. */
export const OPTED_OUT = 'DESTINATION_PHONE_NUMBER_OPTED_OUT'

/** By the name of the error, whatever its reason. */
const BY_NAME: Readonly<Record<string, RefusalCause>> = {
  ThrottlingException: 'transient',
  // Of the request's signature and time: the next one has another.
  ExpiredTokenException: 'transient',
  RequestExpired: 'transient',
  // The role, the account, its reputation; the pool or the configuration set are gone; a quota is used up.
  AccessDeniedException: 'account',
  UnrecognizedClientException: 'account',
  OptInRequired: 'account',
  ResourceNotFoundException: 'account',
  ServiceQuotaExceededException: 'account',
}

/** Reasons of ConflictException and ValidationException that are the recipient's, or this one text's. */
const RECIPIENT_REASONS: ReadonlySet<string> = new Set([
  OPTED_OUT,
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  ...['COUNTRY_CODE_MISMATCH', 'COUNTRY_NOT_ENABLED', 'DESTINATION_COUNTRY_BLOCKED'],
  ...['INTERNATIONAL_SENDING_NOT_SUPPORTED', 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'],
  ...['MAXIMUM_SIZE_EXCEEDED', 'PRICE_OVER_THRESHOLD'],
])

/** Reasons for which no text goes out until an operator has changed a setting. */
const ACCOUNT_REASONS: ReadonlySet<string> = new Set([
  // The account is in the sandbox, where only verified numbers are texted.
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  ...['EVENT_DESTINATION_MISMATCH', 'MESSAGE_TYPE_MISMATCH', 'NO_ORIGINATION_IDENTITIES_FOUND'],
  ...['NUMBER_CAPABILITIES_MISMATCH', 'OPT_OUT_LIST_MISMATCH', 'PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL'],
  ...['PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET', 'RESOURCE_NOT_ACTIVE'],
  ...['SELF_MANAGED_OPT_OUTS_MISMATCH', 'TWO_WAY_CONFIG_MISMATCH', 'REGISTRATION_NOT_COMPLETE'],
  ...['CHANNEL_NOT_ENABLED', 'INVALID_ARN', 'RESOURCE_NOT_ACCESSIBLE', 'SENDER_ID_NOT_REGISTERED'],
  ...['SENDER_ID_NOT_SUPPORTED', 'SENDER_ID_REQUIRES_REGISTRATION', 'TWO_WAY_CHANNEL_NOT_PRESENT'],
  ...['TWO_WAY_NOT_ENABLED', 'TWO_WAY_NOT_SUPPORTED_IN_COUNTRY', 'TWO_WAY_NOT_SUPPORTED_IN_REGION'],
  ...['TWO_WAY_TOPIC_NOT_PRESENT', 'UNKNOWN_OPERATION'],
])

/** Fields of a request that are of one text: a fault of another one is of the settings, and every text has it. */
const FIELDS_OF_A_TEXT: ReadonlySet<string> = new Set(['DestinationPhoneNumber', 'MessageBody'])
/** Reasons that mean that a field is wrong. */
const FIELD_REASONS: ReadonlySet<string> = new Set([
  ...['CANNOT_PARSE', 'FIELD_VALIDATION_FAILED', 'INVALID_PARAMETER', 'INVALID_REQUEST'],
  ...['MISSING_PARAMETER', 'PARAMETERS_CANNOT_BE_USED_TOGETHER', 'UNSPECIFIED_PARAMETER_NOT_SUPPORTED'],
])

/** An error as the service answers it: nothing was sent. */
export type CarrierError = {
  readonly name: string
  readonly reason?: string | undefined
  /** Names of the request's fields that are wrong. */
  readonly fields?: readonly string[]
}

export function classifyRefusal({ name, reason, fields = [] }: CarrierError): TextRefusal {
  // `OTHER` says less than the name of the error.
  const code = reason === undefined || reason === 'OTHER' ? name : reason
  return { code, cause: findCause(name, reason, fields) }
}

function findCause(name: string, reason: string | undefined, fields: readonly string[]): RefusalCause {
  const known = BY_NAME[name]
  if (known) return known
  if (reason === undefined) return 'unknown'
  if (RECIPIENT_REASONS.has(reason)) return 'recipient'
  if (ACCOUNT_REASONS.has(reason)) return 'account'
  if (!FIELD_REASONS.has(reason) || fields.length === 0) return 'unknown'
  return fields.some((field) => FIELDS_OF_A_TEXT.has(field)) ? 'recipient' : 'account'
}

/** Of a connection that was never made, or a request that was never signed. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  'CredentialsProviderError',
])

/**
 * Of an error without an answer of the service.
 *
 * @returns `undefined` where the text may have gone out: a reply that was lost, or came too late
 */
export function classifyConnectionError(error: Error): TextRefusal | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return NEVER_SENT.has(code) ? { cause: 'transient', code } : undefined
}

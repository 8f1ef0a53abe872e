import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, test } from 'vitest'
import { classifyConnectionError, classifyRefusal } from '../../../functions/platform/aws/text-refusals.ts'

const causesOf = (name: string, reasons: Record<string, string>) =>
  Object.values(reasons).map((reason) => [reason, classifyRefusal({ name, reason }).cause] as const)
const listed = (cause: string, causes: readonly (readonly [string, string])[]) =>
  causes.flatMap(([reason, its]) => (its === cause ? [reason] : [])).sort()

describe('a text that the carrier refuses', () => {
  test('is final for a number that opted out, is blocked or costs too much', () => {
    expect(listed('recipient', causesOf('ConflictException', ConflictExceptionReason))).toEqual([
      'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
      'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
      'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    ])
    expect(listed('recipient', causesOf('ValidationException', ValidationExceptionReason))).toEqual([
      'COUNTRY_CODE_MISMATCH',
      'COUNTRY_NOT_ENABLED',
      'DESTINATION_COUNTRY_BLOCKED',
      'INTERNATIONAL_SENDING_NOT_SUPPORTED',
      'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
      'MAXIMUM_SIZE_EXCEEDED',
      'PRICE_OVER_THRESHOLD',
    ])
  })

  test.each([
    ['recipient', ['DestinationPhoneNumber']],
    ['recipient', ['Context', 'MessageBody']],
    ['account', ['MaxPrice']],
    ['unknown', []],
  ])('is of the %s where the fields %j are wrong', (cause, fields) => {
    for (const reason of ['INVALID_PARAMETER', 'FIELD_VALIDATION_FAILED', 'CANNOT_PARSE'])
      expect(classifyRefusal({ name: 'ValidationException', reason, fields })).toEqual({
        cause,
        code: reason,
      })
  })

  test.each([
    ['AccessDeniedException', AccessDeniedExceptionReason],
    ['ServiceQuotaExceededException', ServiceQuotaExceededExceptionReason],
  ])('is of the account for every reason of %s', (name, reasons) => {
    expect(new Set(causesOf(name, reasons).map(([, cause]) => cause))).toEqual(new Set(['account']))
  })

  test.each(['AccessDeniedException', 'ServiceQuotaExceededException', 'ResourceNotFoundException'])(
    'is of the account for %s without a reason',
    (name) => expect(classifyRefusal({ name })).toEqual({ cause: 'account', code: name }),
  )

  test.each([
    'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    'NO_ORIGINATION_IDENTITIES_FOUND',
    'RESOURCE_NOT_ACTIVE',
  ])('is of the account for %s: in the sandbox, without numbers, before they are registered', (reason) =>
    expect(classifyRefusal({ name: 'ConflictException', reason })).toEqual({
      cause: 'account',
      code: reason,
    }),
  )

  test.each(['ThrottlingException', 'ExpiredTokenException', 'RequestExpired'])('passes for %s', (name) =>
    expect(classifyRefusal({ name })).toEqual({ cause: 'transient', code: name }),
  )

  test.each([
    [{ name: 'BrandNewException' }, 'BrandNewException'],
    [{ name: 'ConflictException' }, 'ConflictException'],
    [{ name: 'ConflictException', reason: 'BRAND_NEW' }, 'BRAND_NEW'],
    [{ name: 'ValidationException', reason: 'OTHER' }, 'ValidationException'],
  ])('is unknown, and named, for %j', (error, code) => {
    expect(classifyRefusal(error)).toEqual({ cause: 'unknown', code })
  })

  test('has no reason left that might be of a text: the unknown ones are of other operations', () => {
    // Registrations, keywords, voice, media and pages of lists. A reason that AWS adds fails here until it has a class.
    expect([
      ...listed('unknown', causesOf('ConflictException', ConflictExceptionReason)),
      ...listed('unknown', causesOf('ValidationException', ValidationExceptionReason)),
    ]).toMatchInlineSnapshot(`
      [
        "CREATE_REGISTRATION_VERSION_NOT_ALLOWED",
        "DELETION_PROTECTION_ENABLED",
        "DISASSOCIATE_REGISTRATION_NOT_ALLOWED",
        "DISCARD_REGISTRATION_VERSION_NOT_ALLOWED",
        "EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED",
        "KEYWORD_MISMATCH",
        "LAST_PHONE_NUMBER",
        "NOTIFY_CONFIGURATION_NOT_ACTIVE",
        "PHONE_NUMBER_ASSOCIATED_TO_POOL",
        "PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION",
        "PHONE_NUMBER_NOT_IN_REGISTRATION_REGION",
        "POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION",
        "PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET",
        "PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT",
        "RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE",
        "RCS_AGENT_ASSOCIATED_TO_POOL",
        "REGISTRATION_ALREADY_SUBMITTED",
        "RESOURCE_ALREADY_ASSOCIATED",
        "RESOURCE_ALREADY_EXISTS",
        "RESOURCE_DELETION_NOT_ALLOWED",
        "RESOURCE_MODIFICATION_NOT_ALLOWED",
        "RESOURCE_NOT_EMPTY",
        "SENDER_ID_ASSOCIATED_TO_POOL",
        "SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED",
        "VERIFICATION_ALREADY_COMPLETE",
        "VERIFICATION_CODE_EXPIRED",
        "ATTACHMENT_TYPE_NOT_SUPPORTED",
        "CANNOT_ADD_OPTED_OUT_NUMBER",
        "CANNOT_PARSE",
        "FIELD_VALIDATION_FAILED",
        "INVALID_FILTER_VALUES",
        "INVALID_NEXT_TOKEN",
        "INVALID_PARAMETER",
        "INVALID_REGISTRATION_ASSOCIATION",
        "INVALID_REQUEST",
        "MEDIA_TYPE_NOT_SUPPORTED",
        "MISSING_PARAMETER",
        "OTHER",
        "PARAMETERS_CANNOT_BE_USED_TOGETHER",
        "PHONE_NUMBER_CANNOT_BE_OPTED_IN",
        "PHONE_NUMBER_CANNOT_BE_RELEASED",
        "REGISTRATION_FIELD_CANNOT_BE_DELETED",
        "REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT",
        "UNKNOWN_REGISTRATION_FIELD",
        "UNKNOWN_REGISTRATION_SECTION",
        "UNKNOWN_REGISTRATION_TYPE",
        "UNKNOWN_REGISTRATION_VERSION",
        "UNSPECIFIED_PARAMETER_NOT_SUPPORTED",
        "VERIFICATION_CODE_MISMATCH",
        "VOICE_CAPABILITY_NOT_AVAILABLE",
      ]
    `)
  })
})

describe('an error without an answer', () => {
  test.each(['ECONNRESET', 'ETIMEDOUT', 'EPIPE'])('may have been sent: %s', (code) => {
    expect(classifyConnectionError(Object.assign(new Error('lost'), { code }))).toBeUndefined()
  })
  test('that came too late may have been sent', () => {
    expect(
      classifyConnectionError(Object.assign(new Error('late'), { name: 'TimeoutError' })),
    ).toBeUndefined()
  })
  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'was never sent, and passes: %s',
    (code) =>
      expect(classifyConnectionError(Object.assign(new Error('no'), { code }))).toEqual({
        cause: 'transient',
        code,
      }),
  )
  test('was never sent without credentials to sign it', () => {
    const error = Object.assign(new Error('no'), { name: 'CredentialsProviderError' })
    expect(classifyConnectionError(error)).toEqual({ cause: 'transient', code: error.name })
  })
})

import {
  DescribePhoneNumbersCommand,
  DescribeRegistrationsCommand,
  type PhoneNumberInformation,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Check } from '../check.ts'
import type { Deployment } from '../deployment.ts'
import { formatCount, formatNames, reportFailed, reportOk, reportWarning } from '../finding.ts'
import { findPool } from './texts.ts'

const DESCRIBE_NUMBERS = 'sms-voice:DescribePhoneNumbers'
/** What carriers of the United States take no text from before it is registered. */
const REGISTERED_TYPES: readonly string[] = ['TEN_DLC', 'TOLL_FREE', 'SHORT_CODE']

/** The numbers that the stack was given, as far as they still exist. */
async function readNumbers(
  texts: PinpointSMSVoiceV2Client,
  { service }: Deployment,
): Promise<{ readonly asked: number; readonly numbers: readonly PhoneNumberInformation[] }> {
  const ids = (service.parameters.SmsPhoneNumbers ?? '')
    .split(',')
    .map((arn) => arn.trim().split('/').at(-1) ?? '')
    .filter((id) => id !== '')
  const numbers: PhoneNumberInformation[] = []
  let next: string | undefined
  do {
    // All of the account: asked for by their IDs, one that is gone would fail the others.
    const page = await texts.send(new DescribePhoneNumbersCommand({ NextToken: next }))
    numbers.push(...(page.PhoneNumbers ?? []).filter(({ PhoneNumberId = '' }) => ids.includes(PhoneNumberId)))
    next = page.NextToken
  } while (next !== undefined)
  return { asked: ids.length, numbers }
}

export const numberChecks: readonly Check[] = [
  {
    id: 'text-numbers',
    section: 'deploy',
    actions: [DESCRIBE_NUMBERS, 'sms-voice:DescribePools'],
    async examine({ aws: { texts }, deployment }) {
      const [pool, { asked, numbers }] = await Promise.all([
        findPool(texts, deployment),
        readNumbers(texts, deployment),
      ])
      if (pool?.Status !== 'ACTIVE')
        return reportFailed(
          `The pool of the numbers is ${pool?.Status ?? 'gone'}.`,
          'Deploy ConcordService again: it makes the pool of your numbers.',
        )
      const idle = numbers.filter(({ Status, PoolId }) => Status !== 'ACTIVE' || PoolId !== pool.PoolId)
      if (asked === 0)
        return reportFailed(
          'The service has no number to text from.',
          'Deploy ConcordService with SmsPhoneNumbers.',
        )
      if (numbers.length < asked || idle.length > 0)
        return reportFailed(
          `${asked - numbers.length + idle.length} of ${formatCount(asked, 'number')} cannot text: ${formatNames(
            numbers.length < asked ? ['released'] : idle.map(({ Status = '' }) => Status),
          )}.`,
          'Look at the numbers in AWS End User Messaging, and deploy with numbers that are active.',
        )
      const simulators = numbers.filter(({ NumberType }) => NumberType === 'SIMULATOR')
      if (simulators.length > 0)
        return reportWarning(
          `${formatCount(simulators.length, 'number')} of ${asked} is a simulator, which reaches no phone.`,
          'Deploy with numbers that are registered with the carriers.',
        )
      return reportOk(`${formatCount(asked, 'number')}, active and in the pool.`)
    },
  },
  {
    id: 'text-registration',
    section: 'deploy',
    actions: [DESCRIBE_NUMBERS, 'sms-voice:DescribeRegistrations'],
    async examine({ aws: { texts }, deployment }) {
      const { numbers } = await readNumbers(texts, deployment)
      const registered = numbers.filter(({ NumberType = '' }) => REGISTERED_TYPES.includes(NumberType))
      if (registered.length === 0) return reportOk('None of the numbers has to be registered.')
      const ids = registered.flatMap(({ RegistrationId = [] }) => RegistrationId)
      if (ids.length < registered.length)
        return reportFailed(
          `${formatCount(registered.length - ids.length, 'number')} has no registration: carriers block its texts.`,
          'Register the number in AWS End User Messaging. The carriers take days.',
        )
      const asked = new DescribeRegistrationsCommand({ RegistrationIds: [...new Set(ids)] })
      const { Registrations = [] } = await texts.send(asked)
      const open = Registrations.filter(({ RegistrationStatus }) => RegistrationStatus !== 'COMPLETE')
      if (open.length > 0)
        return reportFailed(
          `A registration is ${formatNames(open.map(({ RegistrationStatus = '' }) => RegistrationStatus))}: carriers block its texts.`,
          'Read in AWS End User Messaging what the registration waits for.',
        )
      return reportOk(`${formatCount(registered.length, 'number')}, registered with the carriers.`)
    },
  },
]

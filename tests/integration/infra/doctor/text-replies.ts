import {
  DescribeAccountAttributesCommand,
  DescribeConfigurationSetsCommand,
  DescribeOptOutListsCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  DescribeRegistrationsCommand,
  DescribeSpendLimitsCommand,
  type PinpointSMSVoiceV2Client,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { AwsClientStub } from 'aws-sdk-client-mock'
import { ACCOUNT, before, findPhysicalId, NUMBER, REGION } from './stack-replies.ts'

/* What AWS End User Messaging replies about numbers that are as they should be. */

export const number = {
  ...{
    PhoneNumberArn: `arn:aws:sms-voice:${REGION}:${ACCOUNT}:phone-number/${NUMBER}`,
    PhoneNumberId: NUMBER,
  },
  ...{
    PhoneNumber: '+12065550100',
    Status: 'ACTIVE' as const,
    IsoCountryCode: 'US',
    MessageType: 'TRANSACTIONAL' as const,
  },
  ...{ NumberCapabilities: ['SMS' as const], NumberType: 'TEN_DLC' as const, MonthlyLeasingPrice: '1.00' },
  ...{ TwoWayEnabled: true, SelfManagedOptOutsEnabled: true, DeletionProtectionEnabled: false },
  ...{ OptOutListName: 'Default', RegistrationId: 'registration-0123', CreatedTimestamp: before(120) },
  PoolId: findPhysicalId('ConcordService', 'AWS::SMSVOICE::Pool', 'TextMessagesPool'),
}

export const pool = {
  ...{ PoolId: number.PoolId, PoolArn: `arn:aws:sms-voice:${REGION}:${ACCOUNT}:pool/${number.PoolId}` },
  ...{ Status: 'ACTIVE' as const, MessageType: 'TRANSACTIONAL' as const, TwoWayEnabled: true },
  TwoWayChannelArn: findPhysicalId('ConcordService', 'AWS::SNS::Topic', 'TextMessagesReplies'),
  OptOutListName: findPhysicalId('ConcordData', 'AWS::SMSVOICE::OptOutList', 'OptOuts'),
  ...{ SelfManagedOptOutsEnabled: true, SharedRoutesEnabled: false, DeletionProtectionEnabled: false },
  CreatedTimestamp: before(100),
}

export function answerTexts(texts: AwsClientStub<PinpointSMSVoiceV2Client>): void {
  const events = findPhysicalId('ConcordService', 'AWS::SNS::Topic', 'TextMessagesEvents')
  const list = { OptOutListName: pool.OptOutListName, OptOutListArn: 'arn', CreatedTimestamp: before(100) }
  texts
    .on(DescribeAccountAttributesCommand)
    .resolves({ AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: 'PRODUCTION' }] })
    .on(DescribeSpendLimitsCommand)
    .resolves({
      SpendLimits: [
        { Name: 'VOICE_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 1, MaxLimit: 1, Overridden: false },
        { Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT', EnforcedLimit: 100, MaxLimit: 100, Overridden: false },
      ],
    })
    .on(DescribePoolsCommand)
    .resolves({ Pools: [pool] })
    .on(DescribePhoneNumbersCommand)
    .resolves({ PhoneNumbers: [number] })
    .on(DescribeOptOutListsCommand)
    .resolves({ OptOutLists: [list] })
    .on(DescribeRegistrationsCommand)
    .resolves({
      Registrations: [
        {
          ...{ RegistrationArn: 'arn', RegistrationId: 'registration-0123', CurrentVersionNumber: 1 },
          ...{ RegistrationType: 'US_TEN_DLC_CAMPAIGN_REGISTRATION', RegistrationStatus: 'COMPLETE' },
          CreatedTimestamp: before(120),
        },
      ],
    })
    .on(DescribeConfigurationSetsCommand)
    .resolves({
      ConfigurationSets: [
        {
          ...{ ConfigurationSetArn: 'arn', ConfigurationSetName: 'set', CreatedTimestamp: before(100) },
          EventDestinations: [
            {
              ...{ EventDestinationName: 'delivery', Enabled: true, MatchingEventTypes: ['TEXT_ALL'] },
              SnsDestination: { TopicArn: events },
            },
          ],
        },
      ],
    })
}

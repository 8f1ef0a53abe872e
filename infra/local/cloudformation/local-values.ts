import type { LocalValues } from './intrinsics.ts'
import type { Resource } from './template.ts'

/** Mail addresses that an operator gives; no mail leaves this machine. */
const LOCAL_ADDRESSES: Readonly<Record<string, string>> = {
  MailSender: 'alerts@concord.example',
  AlarmEmail: 'operator@concord.example',
}

/** The account that every local resource is in; fauxqs has the same one built in. */
export const LOCAL_ACCOUNT = '000000000000'

/** What is only known once the local servers have their ports. */
export interface Addresses {
  readonly region: string
  /** Base of participants' links and of the console. */
  readonly publicUrl: string
  readonly queueEndpoint: string
  /** Put before table names, so that two local stacks can share one DynamoDB. */
  readonly tablePrefix: string
}

/** Names, addresses and ARNs of the template's resources on this machine. */
export function createLocalValues(addresses: Addresses): LocalValues {
  const { region } = addresses
  const buildArn = (service: string, rest: string): string =>
    `arn:aws:${service}:${region}:${LOCAL_ACCOUNT}:${rest}`

  const resolveRef = (resource: Resource): string => {
    switch (resource.type) {
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable':
        return `${addresses.tablePrefix}${resource.logicalId}`
      case 'AWS::SQS::Queue':
        return `${addresses.queueEndpoint}/${LOCAL_ACCOUNT}/${formatQueueName(resource)}`
      case 'AWS::SecretsManager::Secret':
        return buildArn('secretsmanager', `secret:${resource.logicalId}`)
      case 'AWS::SNS::Topic':
        return buildArn('sns', resource.logicalId)
      case 'AWS::Cognito::UserPool':
        return `${region}_${resource.logicalId}`
      default:
        return resource.logicalId
    }
  }

  const resolveAttribute = (resource: Resource, name: string): string => {
    switch (`${resource.type} ${name}`) {
      case 'AWS::ApiGatewayV2::Api ApiEndpoint':
        return addresses.publicUrl
      case 'AWS::SQS::Queue QueueName':
        return formatQueueName(resource)
      case 'AWS::SQS::Queue Arn':
        return buildArn('sqs', formatQueueName(resource))
      case 'AWS::DynamoDB::Table Arn':
      case 'AWS::DynamoDB::GlobalTable Arn':
        return buildArn('dynamodb', `table/${resolveRef(resource)}`)
      case 'AWS::DynamoDB::GlobalTable StreamArn':
        return buildArn('dynamodb', `table/${resolveRef(resource)}/stream/local`)
      case 'AWS::S3::Bucket Arn':
        return `arn:aws:s3:::${resource.logicalId}`
      case 'AWS::SMSVOICE::Pool Arn':
        return buildArn('sms-voice', `pool/${resource.logicalId}`)
      case 'AWS::SMSVOICE::OptOutList Arn':
        return buildArn('sms-voice', `opt-out-list/${resource.logicalId}`)
      case 'AWS::SMSVOICE::ConfigurationSet Arn':
        return buildArn('sms-voice', `configuration-set/${resource.logicalId}`)
      case 'AWS::Cognito::UserPool Arn':
        return buildArn('cognito-idp', `userpool/${resolveRef(resource)}`)
      case 'AWS::Lambda::Function Arn':
        return buildArn('lambda', `function:${resource.logicalId}`)
      default:
        // Roles, keys, log groups: nothing here calls them, a stable name is enough.
        return name.toLowerCase().endsWith('arn')
          ? buildArn('local', resource.logicalId)
          : `${resource.logicalId}.${name}`
    }
  }

  return {
    region,
    accountId: LOCAL_ACCOUNT,
    resolveRef,
    resolveAttribute,
    resolveParameter: (name) =>
      name === 'MailIdentity'
        ? buildArn('ses', `identity/${LOCAL_ADDRESSES.MailSender}`)
        : (LOCAL_ADDRESSES[name] ?? buildArn('sms-voice', `phone-number/local-${name}`)),
  }
}

function formatQueueName({ logicalId, properties }: Resource): string {
  const fifo =
    typeof properties === 'object' &&
    properties !== null &&
    'FifoQueue' in properties &&
    properties.FifoQueue === true
  return fifo ? `${logicalId}.fifo` : logicalId
}

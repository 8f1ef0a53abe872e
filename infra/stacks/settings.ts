import type { Node } from 'constructs'
import type { Domain } from '../constructs/own-domain.ts'
import type { BackupSettings } from '../constructs/table-backups.ts'
import { TEXTING_COUNTRIES } from '../constructs/texting-countries.ts'

/**
 * Context that decides how templates are written. It stands here and not in cdk.json because only the CDK command
 * line reads that file, and synthesis runs without it too: both must give the same template.
 */
export const SYNTHESIS_CONTEXT: Record<string, unknown> = {
  'aws:cdk:enable-path-metadata': true,
  // Leaves each function's bundle folder in the template, where the local runner finds it.
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:disable-version-reporting': true,
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/aws-iam:minimizePolicies': true,
}

/** What an operator chooses for a deployment: `cdk deploy --all -c stage=staging`. */
export interface Settings {
  /**
   * Which of several deployments in an account and region, such as `staging`. Its stacks, alarms and accounts are its own.
   * Undefined for production.
   */
  readonly stage: string | undefined
  /** Where participants' data stays: context `region`, else that of the AWS profile, else us-east-1. */
  readonly region: string
  /** Programs that call the API with credentials of their own, by name; default none. */
  readonly programs: readonly string[]
  /**
   * Name of the service and its zone in Route 53. CloudFront, its firewall and certificates stand under it, and the API's own
   * endpoint is closed. Without it, links lead to that endpoint, for a trial.
   */
  readonly domain: Domain | undefined
  /** ISO codes of the countries whose numbers may be texted; default the United States. */
  readonly textCountries: readonly string[]
  /** Texts that the numbers may send in a second, 0.1 to 200; default 1. */
  readonly textsPerSecond: number
  /** US dollars above which one text is refused; default 0.20. */
  readonly textMaxPrice: number
  /** US dollars that texts are expected to cost in a month; an alarm rings at 80%. Default 100. */
  readonly monthlyTextSpend: number
  /**
   * Days for which nobody, the account's owner included, can delete what is archived of the audit trail. Default 730. What
   * is archived keeps the days that it was given.
   */
  readonly auditRetentionDays: number
  /**
   * Nightly backups of the tables in a locked vault, copied to another region: context `backupRegion`, and
   * `backupRetentionDays` (default 35, 7 to 3650). Undefined for point-in-time recovery alone.
   */
  readonly backup: BackupSettings | undefined
  /** US dollars that the AWS account is expected to cost in a month; default 300. */
  readonly monthlyBudget: number
}

/**
 * Reads the operator's choices from CDK context.
 *
 * @throws Error when `stage` or a program is no short name, `domainName` is no name of a host or has no `hostedZoneId`, a country cannot be texted,
 *   or an amount is not a positive number, the days of the archive no whole number, or `backupRegion` no other region
 */
export function readSettings(node: Node): Settings {
  const stage = readText(node, 'stage')
  // Names of queues and of the sign-in page have little room.
  if (stage !== undefined && !/^[a-z][a-z0-9]{0,11}$/.test(stage))
    throw new Error('Context stage must be up to 12 lowercase letters and digits, such as staging.')
  const region = readText(node, 'region') ?? process.env.CDK_DEFAULT_REGION ?? 'us-east-1'
  return {
    ...{ stage, region, domain: readDomain(node) },
    programs: readPrograms(node),
    textCountries: readCountries(node),
    textsPerSecond: readRate(node, 'textsPerSecond') ?? 1,
    textMaxPrice: readDollars(node, 'textMaxPrice') ?? 0.2,
    auditRetentionDays: readDays(node, 'auditRetentionDays') ?? 730,
    backup: readBackup(node, region),
    monthlyTextSpend: readDollars(node, 'monthlyTextSpend') ?? 100,
    monthlyBudget: readDollars(node, 'monthlyBudget') ?? 300,
  }
}

function readText(node: Node, key: string): string | undefined {
  const value: unknown = node.tryGetContext(key)
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string') throw new Error(`Context ${key} must be text.`)
  return value
}

function readDollars(node: Node, key: string): number | undefined {
  const text = readText(node, key)
  if (text === undefined) return undefined
  if (!/^\d{1,7}(\.\d{1,2})?$/.test(text) || Number(text) === 0)
    throw new Error(`Context ${key} must be an amount of US dollars, such as 250.`)
  return Number(text)
}

function readDays(node: Node, key: string): number | undefined {
  const text = readText(node, key)
  if (text === undefined) return undefined
  // S3 locks objects for a hundred years at most.
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 36_500)
    throw new Error(`Context ${key} must be a number of days from 1 to 36500, such as 730.`)
  return Number(text)
}

function readBackup(node: Node, region: string): BackupSettings | undefined {
  const copies = readText(node, 'backupRegion')
  const days = readDays(node, 'backupRetentionDays')
  if (copies === undefined && days === undefined) return undefined
  if (copies === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(copies) || copies === region)
    throw new Error('Context backupRegion must be another region than that of the data, such as us-west-2.')
  if (days !== undefined && (days < 7 || days > 3_650))
    throw new Error('Context backupRetentionDays must be from 7 to 3650.')
  return { region: copies, days: days ?? 35 }
}

function readRate(node: Node, key: string): number | undefined {
  const text = readText(node, key)
  if (text === undefined) return undefined
  if (!/^\d{1,3}(\.\d)?$/.test(text) || Number(text) < 0.1 || Number(text) > 200)
    throw new Error(`Context ${key} must be a number of texts from 0.1 to 200, such as 3.`)
  return Number(text)
}

function readPrograms(node: Node): string[] {
  const names = (readText(node, 'programs') ?? '').split(',').filter((name) => name !== '')
  if (names.some((name) => !/^[a-z][a-z0-9-]{0,39}$/.test(name)))
    throw new Error(
      'Context programs must be names in lowercase letters, digits and dashes, such as ehr,warehouse.',
    )
  return [...new Set(names)]
}

function readCountries(node: Node): string[] {
  const countries = (readText(node, 'textCountries') ?? 'US').split(',').map((country) => country.trim())
  const unknown = countries.filter((country) => !TEXTING_COUNTRIES.includes(country))
  if (unknown.length > 0)
    throw new Error(
      `Context textCountries must be ISO codes of countries that AWS sends texts to, such as US,CA. Not: ${unknown.join(', ')}.`,
    )
  return countries
}

function readDomain(node: Node): Domain | undefined {
  const name = readText(node, 'domainName')
  const hostedZoneId = readText(node, 'hostedZoneId')
  if (name === undefined && hostedZoneId === undefined) return undefined
  if (name === undefined || !/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(name))
    throw new Error('Context domainName must be the name of a host, such as surveys.example.org.')
  if (hostedZoneId === undefined || !/^Z[A-Z0-9]{1,31}$/.test(hostedZoneId))
    throw new Error(
      'Context hostedZoneId must be the ID of the Route 53 zone that domainName is in, such as Z0123456789ABC.',
    )
  return { name, hostedZoneId }
}

import { Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { LOG_RETENTION } from './handler.ts'

/**
 * What the access log says about a request. Never the path: a participant's link is in it, and whoever holds the link
 * can answer. Nor the caller's address, which is personal data. `$context.routeKey` is the pattern, e.g. `ANY /s/{token}`.
 */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
})

/** The only way in from outside: one HTTP API, throttled, logged without paths, closed to other origins' scripts. */
export class FrontDoor extends Construct {
  readonly api: HttpApi

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.api = new HttpApi(this, 'Api', {
      description: 'Concord: participant pages, console and API',
      createDefaultStage: false,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(
          new LogGroup(this, 'AccessLog', { retention: LOG_RETENTION }),
        ),
        format: AccessLogFormat.custom(ACCESS_LOG_FORMAT),
      },
    })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'The functions authorise: a participant by the secret in the link, staff by an OIDC token and a membership read at each request. A gateway authorizer knows neither links nor memberships.',
    })
  }

  /** Sends the routes, each written `METHOD /path`, to one function. */
  route(handler: IFunction, ...routes: string[]): void {
    const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler)
    for (const route of routes) {
      const [method, path] = route.split(' ')
      if (path === undefined || !isMethod(method)) throw new Error(`Not a route: ${route}`)
      this.api.addRoutes({ path, methods: [method], integration })
    }
  }
}

function isMethod(text: string | undefined): text is HttpMethod {
  return Object.values<string | undefined>(HttpMethod).includes(text)
}

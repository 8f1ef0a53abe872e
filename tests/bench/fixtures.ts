import type { Fixtures } from './cost-table.ts'

/** Of a deployment with a domain: tests/integration/infra/costs.test.ts counts them in the templates. */
export const FIXTURES: Fixtures = { alarms: 148, keys: 16, secrets: 2, firewallRules: 5 }

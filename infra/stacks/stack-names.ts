/**
 * Name of a stack as AWS knows it. Each stage, such as `staging`, has stacks of its own beside those of production, which
 * have no suffix.
 *
 * @param stage undefined for production
 */
export function formatStackName(stack: string, stage: string | undefined): string {
  return stage === undefined ? stack : `${stack}-${stage}`
}

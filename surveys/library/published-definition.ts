export const DEFINITION_KINDS = ['instrument', 'calibration', 'responder-definition', 'study'] as const
export type DefinitionKind = (typeof DEFINITION_KINDS)[number]

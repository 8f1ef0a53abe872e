/** What a study can begin from beside the copy of another one. */
export const STUDY_TEMPLATES = ['chronic-pain', 'depression', 'randomized-trial'] as const
export type StudyTemplate = (typeof STUDY_TEMPLATES)[number]

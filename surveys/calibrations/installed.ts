/** The calibrations of this checkout. Concord ships none: a site installs those that it has the right to use. */
export const installedCalibrations: readonly unknown[] = []

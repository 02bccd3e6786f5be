import { z } from 'zod'

export const TrialQuery = z.object({ on: z.iso.date().optional().catch(undefined) })

const Day = z.iso.date().optional().catch(undefined)

/** Which days of the journal are taken along. */
export const ExportQuery = z.object({ from: Day, through: Day })

import { z } from 'zod'

export const eventsShown = 60
const noteCharsMax = 500
export const SettlementForm = z.object({ note: z.string().trim().min(1).max(noteCharsMax) })

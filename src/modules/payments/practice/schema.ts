import { z } from 'zod'

/** Which button was pressed on the payment page. */
export const PayForm = z.object({ card: z.enum(['good', 'declined', 'slow', 'leave']) })

// What a gift that would go back shall be for instead.
import { z } from 'zod'

/** Support of the organisation, or the id of another campaign. */
export const ChoosingForm = z.object({ to: z.union([z.literal('support'), z.uuid()]) })
export type ChoosingForm = z.output<typeof ChoosingForm>

import { z } from 'zod'

/** `YYYY-MM-DD`, of a day that there is. */
export const isDay = (text: string): boolean => z.iso.date().safeParse(text).success

// The address of a gift that returns.
import { isShortMac, shortMac } from '#kit/signed.ts'

export const keyOfRecurring = (id: string, secret: string) => shortMac(`giving again ${id}`, secret)

export const isKeyOfRecurring = (id: string, key: string, secret: string) =>
  isShortMac(`giving again ${id}`, key, secret)

/** Time enough to ask around, and not for ever: the money is not ours. */
export const unclaimedDaysLeast = 14
export const unclaimedDaysMost = 730

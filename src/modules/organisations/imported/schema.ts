/** One transaction: long enough to be quick, short enough that the progress moves. */
export const rowsAtOnce = 1000

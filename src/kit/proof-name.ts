/** The name of the form's field that carries a proof of work. */
export const proofField = 'proof'

/** So long one may write; whoever takes longer gets a new challenge from the page by itself. */
export const challengeMinutes = 30

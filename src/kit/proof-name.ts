/** The name of the form's field that carries a proof of work. */
export const proofField = 'proof'

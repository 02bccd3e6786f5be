const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** PostgreSQL throws at anything else where it expects an id; an address may hold anything. */
export const isUuid = (text: string): boolean => uuid.test(text)

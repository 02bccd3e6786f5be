/** The library that draws and reads pictures, loaded when the first of them comes: it is heavy. */
export const openSharp = async () => (await import('sharp')).default

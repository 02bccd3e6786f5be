// A file that a program brings: the body is the file, and its name stands in the address.
import { z } from 'zod'
import { uploadBytesMax } from '#kit/files.ts'

/** A gallery with every post of a busy week; a program that copies a whole archive takes a day. */
export const filesLimit = { max: 300, per_seconds: 3600 }

export const pictureBytes = {
  bytes_max: uploadBytesMax,
  media_types: [
    ...['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/heic'],
    ...['image/tiff', 'application/octet-stream'],
  ],
}

export const documentBytes = {
  bytes_max: uploadBytesMax,
  media_types: [
    ...['application/pdf', 'application/vnd.oasis.opendocument.text'],
    'application/vnd.oasis.opendocument.spreadsheet',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ...['image/jpeg', 'image/png', 'application/octet-stream'],
  ],
}

const nameCharsMax = 120

export const FileQuery = z.object({
  name: z.string().max(nameCharsMax).default('file').describe('What the file is called.'),
})

export const BroughtFile = z.object({
  file_id: z.uuid().describe('Name it within a day; a file that nothing names is deleted.'),
  name: z.string(),
  url: z.url(),
  width: z.int().nullable(),
  height: z.int().nullable(),
})

import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { tarFiles } from '#test/corpora.ts'
import { whyNotCaptions } from './webvtt.ts'

const cue = '00:01.000 --> 00:04.000\nMirë se vini.\n'
const whyNot = (text: string) => {
  const fault = whyNotCaptions(text)
  return fault && `${fault.line} ${fault.code}`
}

test('captions as players want them are taken', () => {
  for (const good of [
    `WEBVTT\n\n${cue}`,
    `\uFEFFWEBVTT titulli\r\n\r\n1\r\n${cue}`,
    `WEBVTT\n\nNOTE a comment\n\nSTYLE\n::cue { color: red }\n\n${cue}`,
    `WEBVTT\n\n01:00:01.000 --> 01:00:04.000 align:start position:10%,line-left line:-1\n<v Arta>Po.`,
    `WEBVTT\n\n00:01.000 --> 00:04.000\n<i>një</i> <c.loud>dy</c> <00:02.000>tre`,
  ])
    expect(whyNot(good), good).toBeNull()
})

test('what is wrong is said with its line', () => {
  expect(whyNot('')).toBe('1 no_signature')
  expect(whyNot(`1\n00:00:01,000 --> 00:00:04,000\nSubRip\n`)).toBe('1 no_signature')
  expect(whyNot(`WEBVTT\n${cue}`)).toBe('2 no_blank_line')
  expect(whyNot('WEBVTT\n\n')).toBe('3 no_cues')
  expect(whyNot(`WEBVTT\n\n${cue}\n00:05,000 --> 00:06,000\nx`)).toBe('6 bad_time')
  expect(whyNot('WEBVTT\n\n1\n00:04.000 --> 00:04.000\nx')).toBe('4 ends_before_start')
  expect(whyNot('WEBVTT\n\n00:01.000 --> 00:04.000 align:middle\nx')).toBe('3 bad_setting')
  expect(whyNot('WEBVTT\n\n1\nx')).toBe('4 no_times')
  expect(whyNot('WEBVTT\n\n00:01.000 --> 00:04.000\nx --> y')).toBe('4 arrow_in_text')
  expect(whyNot('WEBVTT\n\n00:01.000 --> 00:04.000\nx\n<i>y')).toBe('5 bad_tag')
  expect(whyNot('WEBVTT\n\n00:01.000 --> 00:04.000\n<script>y</script>')).toBe('4 bad_tag')
})

const corpus = new URL('../../../shared/data/civic-formats/webvtt.tar.gz', import.meta.url)

test.skipIf(!existsSync(corpus))('files that broke other readers get an answer with a line', () => {
  const files = tarFiles(gunzipSync(readFileSync(corpus)))
  const tracks = files.filter(([name]) => name.endsWith('.vtt'))
  expect(tracks.length).toBeGreaterThan(150)
  const good: string[] = []
  for (const [name, bytes] of tracks) {
    const text = new TextDecoder().decode(bytes)
    const fault = whyNotCaptions(text)
    if (!fault) good.push(name)
    else expect(fault.line, name).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length)
  }
  const bad = (name: string) => /\/(bad|bogus|garbage|no-value|blank-file)/.test(name)
  expect(good.filter(bad)).toEqual([])
  for (const name of [
    'webvtt/file-layout/webvtt-with-bom.vtt',
    'webvtt/integration/spec-example.vtt',
  ])
    expect(good).toContain(name)
})

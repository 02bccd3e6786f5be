// What holds in every test file.
import { afterEach, beforeEach, expect, vi } from 'vitest'

// Something complained and nobody was told: that is a failure, until the test says it expects it by
// putting its own spy there.
beforeEach(() => {
  vi.spyOn(console, 'error').mockName('unexpected console.error')
})

afterEach(() => {
  const spy = vi.mocked(console.error)
  if (!vi.isMockFunction(console.error) || spy.getMockName() !== 'unexpected console.error') return
  const complaints = spy.mock.calls.map((words) => words.join(' '))
  spy.mockRestore()
  expect(complaints, 'console.error was called').toEqual([])
})

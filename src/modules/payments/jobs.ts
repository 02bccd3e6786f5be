// Gathers what the worker does for each part of this house.
import { cron as wordsCron, jobs as wordsJobs } from './card-words/jobs.ts'
import { cron as cardsCron, jobs as cardsJobs } from './cards/jobs.ts'
import { jobs as matchingJobs } from './matching/jobs.ts'
import { cron as reconcilingCron, jobs as reconcilingJobs } from './reconciling/jobs.ts'

export const jobs = { ...matchingJobs, ...cardsJobs, ...wordsJobs, ...reconcilingJobs }
export const cron = [...cardsCron, ...wordsCron, ...reconcilingCron]

// Gathers what the worker does for each part of this house.
import { cron as wordsCron, jobs as wordsJobs } from './card-words/jobs.ts'
import { cron as cardsCron, jobs as cardsJobs } from './cards/jobs.ts'
import { cron as mergingCron, jobs as mergingJobs } from './merging/jobs.ts'
import { cron as reconcilingCron, jobs as reconcilingJobs } from './reconciling/jobs.ts'
import { jobs as refundsJobs } from './refunds/jobs.ts'
import { jobs as warningsJobs } from './warnings/jobs.ts'

export const jobs = {
  ...{ ...cardsJobs, ...wordsJobs, ...reconcilingJobs },
  ...{ ...mergingJobs, ...refundsJobs, ...warningsJobs },
}
export const cron = [...cardsCron, ...wordsCron, ...reconcilingCron, ...mergingCron]

// Gathers what the worker does for each part of this house.
import { cron as wordsCron, jobs as wordsJobs } from './card-words/jobs.ts'
import { cron as cardsCron, jobs as cardsJobs } from './cards/jobs.ts'
import { cron as elsewhereCron, jobs as elsewhereJobs } from './elsewhere/jobs.ts'
import { cron as giftsCron, jobs as giftsJobs } from './gifts/jobs.ts'
import { cron as handingBackCron, jobs as handingBackJobs } from './handing-back/jobs.ts'
import { cron as mandatesCron, jobs as mandatesJobs } from './mandates/jobs.ts'
import { jobs as matchingJobs } from './matching/jobs.ts'
import { cron as mergingCron, jobs as mergingJobs } from './merging/jobs.ts'
import { cron as passingOnCron, jobs as passingOnJobs } from './passing-on/jobs.ts'
import { cron as reconcilingCron, jobs as reconcilingJobs } from './reconciling/jobs.ts'
import { cron as recurringCron, jobs as recurringJobs } from './recurring/jobs.ts'
import { jobs as refundsJobs } from './refunds/jobs.ts'
import { cron as unclaimedCron, jobs as unclaimedJobs } from './unclaimed/jobs.ts'
import { jobs as warningsJobs } from './warnings/jobs.ts'

const ofCards = {
  ...cardsJobs,
  ...wordsJobs,
  ...mandatesJobs,
  ...reconcilingJobs,
  ...elsewhereJobs,
}
const ofPayouts = {
  ...handingBackJobs,
  ...mergingJobs,
  ...passingOnJobs,
  ...refundsJobs,
  ...warningsJobs,
  ...unclaimedJobs,
}
export const jobs = { ...ofCards, ...matchingJobs, ...giftsJobs, ...recurringJobs, ...ofPayouts }
export const cron = [
  ...cardsCron,
  ...wordsCron,
  ...mandatesCron,
  ...reconcilingCron,
  ...elsewhereCron,
  ...giftsCron,
  ...recurringCron,
  ...mergingCron,
  ...handingBackCron,
  ...passingOnCron,
  ...unclaimedCron,
]

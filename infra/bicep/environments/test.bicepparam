// Where a release is tried by staff before it goes to production; made like production, with invented data.
using '../main.bicep'

param environment = 'test'
param authorities = ['halton', 'don-valley']
param alertEmails = ['family-hubs-test@example.gov.uk']
param monthlyBudget = 40
param budgetStart = '2026-12-01'
param privateNetwork = true

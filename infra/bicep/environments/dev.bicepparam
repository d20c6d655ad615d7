// For one developer's subscription: nothing real goes in, everything may be thrown away.
using '../main.bicep'

param environment = 'dev'
param authorities = ['halton', 'don-valley']
param alertEmails = ['family-hubs-dev@example.gov.uk']
param monthlyBudget = 20
param budgetStart = '2026-12-01'
param storageSku = 'Standard_LRS'
param recoveryDays = 7

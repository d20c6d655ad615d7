// Production. The ids come from the council's own directory; docs/deploy.md says where each is found.
using '../main.bicep'

param environment = 'prod'
param authorities = ['halton']
param publicBaseUrl = 'https://familyhubs.example.gov.uk'
param alertEmails = ['family-hubs@example.gov.uk', 'digital-on-call@example.gov.uk']
param monthlyBudget = 80
param budgetStart = '2026-12-01'
param staffGroupId = readEnvironmentVariable('STAFF_GROUP_ID', '')
param staffClientId = readEnvironmentVariable('STAFF_CLIENT_ID', '')
param mailDomain = 'mail.familyhubs.example.gov.uk'
param mailRecipients = 'everyone'
param privateNetwork = true
param storageSku = 'Standard_GZRS'

// Everything that one environment of the hub needs, in one resource group. Deployed before the code; the subscriptions of
// events.bicep follow the code, because Event Grid calls the app before it accepts them.
targetScope = 'resourceGroup'

@description('Short name of the hub; leads every resource name.')
@minLength(3)
@maxLength(8)
param workload string = 'famhub'

@description('Which environment this is.')
@allowed(['dev', 'test', 'prod'])
param environment string

@description('Region of everything that has one. Personal data of residents stays in the United Kingdom.')
param location string = resourceGroup().location

@description('Where families reach the hub, without a slash at the end; empty for the app\'s own address.')
param publicBaseUrl string = ''

@description('Ids of the authorities served, as in the configuration container. Their public pages and personal links need no sign-in.')
param authorities string[]

@description('Who is told when something needs a person.')
@minLength(1)
param alertEmails string[]

@description('After how many days without a new timetable of an authority somebody is told.')
@minValue(2)
param quietDays int = 35

@description('What a month may cost, in the currency of the billing account.')
param monthlyBudget int

@description('First day of the month of the first deployment (yyyy-MM-01). Stays as it is from then on.')
param budgetStart string

@description('Entra group of the staff who put files into the storage account; empty when nobody does by hand.')
param staffGroupId string = ''

@description('Client id of the Entra app registration with which staff sign in; empty leaves staff pages to function keys.')
param staffClientId string = ''

@description('The council\'s domain for mail; empty takes a domain that Azure manages, good enough for trying.')
param mailDomain string = ''

@description('Set to true, and deploy again, once the DNS records of the mail domain are verified.')
param mailDomainVerified bool = false

@description('Whom the hub may write to: "everyone", or addresses and domains ("@example.gov.uk") with semicolons between them; empty for nobody.')
param mailRecipients string = ''

@description('Mails that the service takes in a minute; Microsoft raises it from 30 on request.')
param mailPerMinute int = 30

@description('Mails that the service takes in an hour; Microsoft raises it from 100 on request.')
param mailPerHour int = 100

@description('Id of the SharePoint site with the surveys (host,GUID,GUID); empty when the hub works with none. docs/graph.md says how it is opened to the hub.')
param graphSiteId string = ''

@description('Id of the document library of that site that the hub reads files from and puts reports into; empty for none.')
param graphDriveId string = ''

@description('True puts storage and vault behind private endpoints in a network of their own.')
param privateNetwork bool = false

@description('Addresses (CIDR) from which staff reach a private storage account, e.g. the council\'s own.')
param allowedNetworks string[] = []

@description('Redundancy of the storage account.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days for which deleted and replaced blobs can be brought back.')
@minValue(7)
param recoveryDays int = 30

@description('Days for which the nightly copies of the tables are kept.')
@minValue(7)
param backupDays int = 35

@description('Where orchestrations are kept: in the storage account, or in a Durable Task Scheduler. The package is published for one of them, too (docs/azure.md).')
@allowed(['Storage', 'Scheduler'])
param durableBackend string = 'Storage'

@description('Instances that are always up for blob events: 0 lets them wait for a cold start.')
param alwaysReadyBlobInstances int = 0

var suffix = take(uniqueString(resourceGroup().id), 8)
var name = '${workload}-${environment}'
var usesScheduler = durableBackend == 'Scheduler'
var tags = {
  workload: workload
  environment: environment
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    alertEmails: alertEmails
  }
}

module identity 'modules/identity.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    appInsightsName: monitoring.outputs.appInsightsName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  params: {
    name: name
    location: location
    tags: tags
    storageAccountName: storage.outputs.accountName
    vaultName: vault.outputs.vaultName
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    accountName: 'st${workload}${environment}${suffix}'
    location: location
    tags: tags
    sku: storageSku
    recoveryDays: recoveryDays
    backupDays: backupDays
    isPrivate: privateNetwork
    allowedNetworks: allowedNetworks
    principalId: identity.outputs.principalId
    staffGroupId: staffGroupId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    vaultName: 'kv-${workload}-${environment}-${take(suffix, 6)}'
    location: location
    tags: tags
    isPrivate: privateNetwork
    principalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  params: {
    name: name
    suffix: suffix
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module mail 'modules/mail.bicep' = {
  params: {
    name: name
    suffix: suffix
    tags: tags
    domainName: mailDomain
    isDomainVerified: mailDomainVerified
    principalId: identity.outputs.principalId
  }
}

module topics 'modules/topics.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    storageAccountName: storage.outputs.accountName
    deadLetterContainer: storage.outputs.deadLetterContainer
    communicationServiceId: mail.outputs.serviceId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module app 'modules/app.bicep' = {
  params: {
    name: name
    suffix: suffix
    location: location
    tags: tags
    publicBaseUrl: publicBaseUrl
    authorities: authorities
    staffClientId: staffClientId
    identityId: identity.outputs.identityId
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.accountName
    packageContainer: storage.outputs.packageContainer
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    taskHub: usesScheduler ? scheduler!.outputs.taskHub : ''
    appInsightsName: monitoring.outputs.appInsightsName
    mailEndpoint: mail.outputs.endpoint
    mailRecipients: mailRecipients
    mailPerMinute: mailPerMinute
    mailPerHour: mailPerHour
    graphSiteId: graphSiteId
    graphDriveId: graphDriveId
    workspaceId: monitoring.outputs.workspaceId
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    alwaysReadyBlobInstances: alwaysReadyBlobInstances
  }
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    quietDays: quietDays
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    blobTopicId: topics.outputs.blobTopicId
    communicationServiceId: mail.outputs.serviceId
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
    alertEmails: alertEmails
  }
}

@description('The app that the package is published to.')
output functionAppName string = app.outputs.functionAppName

@description('Client id of the hub\'s identity: who a SharePoint site is opened to.')
output identityClientId string = identity.outputs.clientId

@description('Object id of the hub\'s identity in Entra: who the permission Sites.Selected is given to.')
output identityPrincipalId string = identity.outputs.principalId

@description('The app\'s own address; api/health below it says whether it can do its work.')
output functionAppUrl string = app.outputs.url

@description('Where staff and partners put files.')
output storageAccountName string = storage.outputs.accountName

@description('Parameter of events.bicep.')
output blobTopicName string = topics.outputs.blobTopicName

@description('Parameter of events.bicep.')
output deadLetterContainer string = storage.outputs.deadLetterContainer

@description('Parameter of events.bicep.')
output mailTopicName string = topics.outputs.mailTopicName

@description('DNS records that prove the mail domain is the council\'s; nothing for a domain that Azure manages.')
output mailDomainRecords object = mail.outputs.domainRecords

@description('The workspace that logs and alerts are in.')
output workspaceName string = monitoring.outputs.workspaceName

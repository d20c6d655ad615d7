// The function app on Flex Consumption, its settings and who may call it.
param name string
param suffix string
param location string
param tags object
param publicBaseUrl string
param authorities string[]
param staffClientId string
param identityId string
param identityClientId string
param storageAccountName string
param packageContainer string
param schedulerEndpoint string
param taskHub string
param appInsightsName string
param workspaceId string
param subnetId string
param alwaysReadyBlobInstances int
param mailEndpoint string
param mailRecipients string
param mailPerMinute int
param mailPerHour int
param graphSiteId string
param graphDriveId string

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: appInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'asp-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: 'func-${name}-${suffix}'
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        alwaysReady: alwaysReadyBlobInstances == 0 ? [] : [
          {
            name: 'blob'
            instanceCount: alwaysReadyBlobInstances
          }
        ]
      }
    }
  }
}

// What the host and the hub read; a test compares the names with the code. Nothing here is a secret.
resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: {
    AzureWebJobsStorage__accountName: storageAccountName
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identityClientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: appInsights.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
    // Named by the host.json of a package that is published for the scheduler; empty, and unread, with any other.
    DURABLE_TASK_SCHEDULER_CONNECTION_STRING: empty(schedulerEndpoint) ? '' : 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    TASKHUB_NAME: taskHub
    Email__endpoint: mailEndpoint
    Email__clientId: identityClientId
    MailRecipients: mailRecipients
    MailPerMinute: string(mailPerMinute)
    MailPerHour: string(mailPerHour)
    Graph__endpoint: 'https://graph.microsoft.com/v1.0'
    Graph__clientId: identityClientId
    Graph__siteId: graphSiteId
    Graph__driveId: graphDriveId
    PublicBaseUrl: empty(publicBaseUrl) ? 'https://${app.properties.defaultHostName}' : publicBaseUrl
  }
}

// Packages come with an Entra token; user names and passwords for publishing are off.
resource basicPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [for way in ['ftp', 'scm']: {
  parent: app
  name: way
  properties: {
    allow: false
  }
}]

// What is for everybody, pages behind personal links, the health check and Event Grid need no sign-in; everything else does.
// Function keys stay in force behind it. A test compares the paths with the routes of the functions that ask for no key.
var publicPaths = flatten(map(authorities, authority => [
  '/api/${authority}/timetables'
  '/api/${authority}/timetables.ics'
  '/api/${authority}/timetables.json'
  '/api/${authority}/timetables/*'
  '/api/${authority}/upload'
  '/api/${authority}/upload/*'
  '/api/${authority}/unsubscribe/*'
  '/api/${authority}/returns/figures/*'
  '/api/${authority}/returns/decide/*'
  '/api/${authority}/returns/published/*'
]))

resource signIn 'Microsoft.Web/sites/config@2024-04-01' = if (!empty(staffClientId)) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: concat(['/api/health', '/api/mail/reports', '/runtime/webhooks/*'], publicPaths)
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: staffClientId
          openIdIssuer: '${az.environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [staffClientId, 'api://${staffClientId}']
        }
      }
    }
    login: {
      preserveUrlFragmentsForLogins: true
    }
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'AppServiceAuthenticationLogs'
        enabled: true
      }
    ]
  }
}

output functionAppName string = app.name
output url string = 'https://${app.properties.defaultHostName}'

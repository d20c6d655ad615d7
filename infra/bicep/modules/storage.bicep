// The storage account: containers and tables of HubStorage, what is kept how long, and who may touch it. No keys: shared-key
// access is off, so that nothing but an Entra identity opens it.
param accountName string
param location string
param tags object
param sku string
param recoveryDays int
param backupDays int
param isPrivate bool
param allowedNetworks string[]
param principalId string
param staffGroupId string
param workspaceId string

// A test compares both lists with the code.
var hubContainers = [
  'timetables'
  'quarantine'
  'work'
  'timetable-changes'
  'published'
  'uploads'
  'outbox'
  'mailings'
  'configuration'
  'configuration-accepted'
  'backups'
  'figures'
  'reference'
  'reference-ready'
  'returns'
]
var hubTables = [
  'TimetableSessions'
  'TimetableFiles'
  'TimetableVersions'
  'PublishTickets'
  'Runs'
  'RunEvents'
  'Audit'
  'BlobTries'
  'Schedules'
  'MailLedger'
  'MailSuppressions'
  'MailUnsubscriptions'
  'MailQuota'
  'LinkUses'
  'HubKeys'
  'Returns'
  'ReturnLines'
  'Submissions'
  'Findings'
  'Waiting'
]
var packages = 'app-package'
var deadLetters = 'dead-letters'

// What staff do by hand: they put files and settings in, and look at what was given back.
var staffWrites = ['timetables', 'configuration', 'figures', 'reference']
var staffReads = ['quarantine', 'outbox', 'timetable-changes', 'configuration-accepted', 'reference-ready', 'returns', deadLetters]

var blobDataOwner = 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    // Event Grid writes dead letters as a trusted service.
    networkAcls: {
      defaultAction: isPrivate ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      ipRules: [for network in allowedNetworks: {
        value: network
        action: 'Allow'
      }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: {
      enabled: true
      days: recoveryDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: recoveryDays
    }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [for container in concat(hubContainers, [packages, deadLetters]): {
  parent: blobs
  name: container
  properties: {
    publicAccess: 'None'
  }
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [for table in hubTables: {
  parent: tableService
  name: table
}]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          // A run removes its own folder, and the hourly sweep what a run that gave up left; this takes what neither comes by, and files
          // that partners have looked at on their upload page and not sent.
          name: 'remove-work-of-ended-runs-and-unsent-uploads'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['work/', 'uploads/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 7
                }
              }
            }
          }
        }
        {
          name: 'remove-old-quarantine-dead-letters-and-mailings'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob', 'appendBlob']
              prefixMatch: ['quarantine/', '${deadLetters}/', 'mailings/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 90
                }
              }
            }
          }
        }
        {
          name: 'remove-old-receipts'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['outbox/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 365
                }
              }
            }
          }
        }
        {
          // Copies of the tables go with what they are copies of: what was removed from a table is gone from here after that time.
          name: 'remove-old-backups'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['backups/']
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: backupDays
                }
              }
            }
          }
        }
        {
          name: 'remove-replaced-versions'
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob']
            }
            actions: {
              version: {
                delete: {
                  daysAfterCreationGreaterThan: recoveryDays
                }
              }
            }
          }
        }
      ]
    }
  }
  dependsOn: [blobs]
}

// Owner, not Contributor, of blobs is what the Functions host asks for; it creates containers of its own. Queues hold blob events that are
// being worked on and those that were given up; and, unless there is a scheduler, orchestrations live in queues, tables and blobs of their own.
resource appRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in [blobDataOwner, queueDataContributor, tableDataContributor]: {
  name: guid(account.id, principalId, role)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

resource written 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [for container in staffWrites: {
  parent: blobs
  name: container
}]

resource staffWriteRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (container, i) in staffWrites: if (!empty(staffGroupId)) {
  name: guid(account.id, container, staffGroupId, blobDataContributor)
  scope: written[i]
  properties: {
    principalId: staffGroupId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataContributor)
  }
  dependsOn: [containers]
}]

resource read 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' existing = [for container in staffReads: {
  parent: blobs
  name: container
}]

resource staffReadRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (container, i) in staffReads: if (!empty(staffGroupId)) {
  name: guid(account.id, container, staffGroupId, blobDataReader)
  scope: read[i]
  properties: {
    principalId: staffGroupId
    principalType: 'Group'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
  }
  dependsOn: [containers]
}]

resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

// The alert on poison blobs reads these.
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: queueService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
    ]
  }
}

resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output accountName string = account.name
output packageContainer string = packages
output deadLetterContainer string = deadLetters

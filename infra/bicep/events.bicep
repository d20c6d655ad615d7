// The second deployment, once the code is published: Event Grid validates the address of a subscription by calling it, and the
// key in that address exists only when the blob extension has started.
targetScope = 'resourceGroup'

@description('Output of main.bicep.')
param functionAppName string

@description('Output of main.bicep.')
param storageAccountName string

@description('Output of main.bicep.')
param blobTopicName string

@description('Output of main.bicep.')
param deadLetterContainer string

// Functions that wait for blobs, each with its container; a test compares them with the code.
var blobTriggers = [
  {
    functionName: 'TimetableDropped'
    container: 'timetables'
  }
]

resource functionApp 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource storageAccount 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource blobTopic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: blobTopicName
}

var webhook = 'https://${functionApp.properties.defaultHostName}/runtime/webhooks/blobs'
var key = listKeys('${functionApp.id}/host/default', '2024-04-01').systemKeys.blobs_extension

resource subscriptions 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [for trigger in blobTriggers: {
  parent: blobTopic
  name: 'evgs-${trigger.container}'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${trigger.container}/blobs/'
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: '${webhook}?functionName=Host.Functions.${trigger.functionName}&code=${key}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
        minimumTlsVersionAllowed: '1.2'
      }
    }
    // A day: the hourly sweep has found the file long before the last try.
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: storageAccount.id
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
}]

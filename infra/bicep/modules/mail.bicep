// Mail from the council's own domain. A new domain is linked only when its DNS records are verified, so that takes two
// deployments with the records of the first one's outputs in between.
param name string
param suffix string
param tags object
param domainName string
param isDomainVerified bool
param principalId string

var isOwnDomain = !empty(domainName)
var dataLocation = 'UK'
// The only built-in role that may send mail by identity.
var emailServiceOwner = '09976791-48a7-449e-bb21-39d1a415f350'

resource email 'Microsoft.Communication/emailServices@2023-04-01' = {
  name: 'acse-${name}-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
  }
}

// No tracking of who opens or clicks.
resource domain 'Microsoft.Communication/emailServices/domains@2023-04-01' = {
  parent: email
  name: isOwnDomain ? domainName : 'AzureManagedDomain'
  location: 'global'
  tags: tags
  properties: {
    domainManagement: isOwnDomain ? 'CustomerManaged' : 'AzureManaged'
    userEngagementTracking: 'Disabled'
  }
}

resource service 'Microsoft.Communication/communicationServices@2023-04-01' = {
  name: 'acs-${name}-${suffix}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    linkedDomains: !isOwnDomain || isDomainVerified ? [domain.id] : []
  }
}

resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, principalId, emailServiceOwner)
  scope: service
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', emailServiceOwner)
  }
}

output serviceId string = service.id
output endpoint string = 'https://${service.properties.hostName}/'
output domainRecords object = isOwnDomain ? domain.properties.verificationRecords : {}

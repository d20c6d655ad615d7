namespace HubAutomation.Shared.Platform.Graph;

/// <summary>A wish to be told of changes that Graph has taken.</summary>
/// <param name="Id">Its id, for renewing and ending it.</param>
/// <param name="Resource">What is watched.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed, UTC.</param>
public sealed record ChangeSubscription(string Id, string Resource, DateTimeOffset ExpiresAt);

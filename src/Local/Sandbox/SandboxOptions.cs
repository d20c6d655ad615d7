namespace HubAutomation.Local.Sandbox;

/// <summary>How a sandbox runs.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where mails are kept. What is there already is served again.</summary>
    public required string OutboxFolder { get; set; }

    /// <summary>
    /// What Graph is served from, <c>drives/DRIVE/…</c> and <c>sites/SITE/lists/LIST.json</c>; null not to serve it.
    /// </summary>
    public string? GraphFolder { get; set; }

    /// <summary>The port on 127.0.0.1; 0 for a free one. Where it is taken, a free one is used too.</summary>
    public int Port { get; set; }

    /// <summary>The access key of the mail service, base64; null to make one up.</summary>
    public string? AccessKey { get; set; }

    /// <summary>The bearer token that Graph takes; null to make one up.</summary>
    public string? GraphToken { get; set; }

    /// <summary>How long a mail stays "Running" after it was accepted.</summary>
    public TimeSpan SendDuration { get; set; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}

namespace HubAutomation.Shared.Platform.Links;

/// <summary>What a link in a mail lets one person do: once, or as often as they like where that changes nothing more.</summary>
/// <param name="Authority">The authority's id.</param>
/// <param name="Person">Id of the person or partner it was sent to, or the keyed hash of their address; never a name or an address.</param>
/// <param name="Action">What may be done, e.g. "send-timetable"; letters and hyphens.</param>
/// <param name="Subject">What it may be done to: an id. "-" when the action needs none.</param>
/// <param name="ExpiresAt">When it stops working, UTC, to the second; <see cref="Never"/> for what people may do at any time.</param>
/// <param name="Occasion">Tells this link from others of the same content, e.g. a key of the run that sends it. "-" when they may all be the same.</param>
public sealed record PersonalLink(string Authority, string Person, string Action, string Subject, DateTimeOffset ExpiresAt, string Occasion)
{
    /// <summary>The moment at which links stop working that never do.</summary>
    public static readonly DateTimeOffset Never = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.MaxValue.ToUnixTimeSeconds());

    private const char Separator = '~';

    /// <summary>As one text, for signing.</summary>
    /// <exception cref="InvalidOperationException">A part holds the separator, so that another link could read the same.</exception>
    internal string Write()
    {
        string[] parts = [Authority, Person, Action, Subject, ExpiresAt.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), Occasion];
        return parts.Any(part => part.Length == 0 || part.Contains(Separator, StringComparison.Ordinal))
            ? throw new InvalidOperationException("A part of a personal link is empty or holds a ~.")
            : string.Join(Separator, parts);
    }

    /// <summary>Reads what was written; null for anything else.</summary>
    internal static PersonalLink? Read(string text) =>
        text.Split(Separator) is [var authority, var person, var action, var subject, var expires, var occasion]
        && long.TryParse(expires, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds)
        && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? new PersonalLink(authority, person, action, subject, DateTimeOffset.FromUnixTimeSeconds(seconds), occasion)
            : null;
}

/// <summary>What a link that somebody has followed turns out to be.</summary>
public abstract record LinkReading
{
    /// <summary>It is ours and in time.</summary>
    /// <param name="Link">What it allows.</param>
    /// <param name="Id">Stands for it where the link itself must not stand: 32 hexadecimal digits.</param>
    /// <param name="Use">What it was used for; null as long as it was not.</param>
    public sealed record Valid(PersonalLink Link, string Id, LinkUse? Use) : LinkReading;

    /// <summary>It is ours, but too late, and was never used.</summary>
    /// <param name="Link">What it allowed.</param>
    public sealed record Expired(PersonalLink Link) : LinkReading;

    /// <summary>It is not ours, or for something else, or a piece of it is missing.</summary>
    public sealed record NotOurs : LinkReading;
}

/// <summary>The one use of a link.</summary>
/// <param name="What">What was done, as a key.</param>
/// <param name="At">When, UTC.</param>
/// <param name="RunId">The run that it started; null until it is known.</param>
public sealed record LinkUse(string What, DateTimeOffset At, string? RunId);

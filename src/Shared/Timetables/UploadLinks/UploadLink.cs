using HubAutomation.Shared.Platform.Links;

namespace HubAutomation.Shared.Timetables.UploadLinks;

/// <summary>The personal link to a partner's upload page.</summary>
public static class UploadLink
{
    /// <summary>What the link allows.</summary>
    public const string Action = "send-timetable";

    /// <summary>How long it waits to be used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    /// <summary>The largest file that the page takes, in bytes: far more than any timetable has.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    /// <summary>The link for one partner.</summary>
    /// <param name="authority">The authority.</param>
    /// <param name="partner">The partner's id.</param>
    /// <param name="occasion">Key of the run that sends it: each run's link can be used once.</param>
    /// <param name="at">When it was asked for, UTC.</param>
    public static PersonalLink For(string authority, string partner, string occasion, DateTimeOffset at) =>
        new(authority, partner, Action, "timetables", at.Add(Lifetime), occasion);

    /// <summary>From a link's page to what may be sent.</summary>
    public const string GuideFromLink = "../upload/guide";

    /// <summary>From the page that asks for a link to what may be sent.</summary>
    public const string GuideFromAsking = "upload/guide";

    /// <summary>Where partners ask for a link.</summary>
    public static Uri AskUrl(Uri publicBaseUrl, string authority) => new(publicBaseUrl, $"api/{authority}/upload");

    /// <summary>Where a link leads.</summary>
    public static Uri Url(Uri publicBaseUrl, string authority, string token) => new(publicBaseUrl, $"api/{authority}/upload/{token}");
}

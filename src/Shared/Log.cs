using Microsoft.Extensions.Logging;

namespace HubAutomation.Shared;

/// <summary>Every log line of the hub's knowledge, numbered. None holds anything about a person.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Configuration {Version} of {Authority} is in force.")]
    public static partial void ConfigurationAccepted(this ILogger logger, string authority, string version);

    [LoggerMessage(101, LogLevel.Error, "The configuration of {Authority} has {Count} problems; the last good version stays in force.\n{Problems}")]
    public static partial void ConfigurationRefused(this ILogger logger, string authority, int count, string problems);

    [LoggerMessage(110, LogLevel.Error, "Nobody can say whether mail {Row} of {Campaign} was sent; a person has to ask the recipient.")]
    public static partial void MailUnclear(this ILogger logger, string campaign, string row);

    // The alert on a mail service that refuses the hub reads these words (infra/bicep/modules/alerts.bicep).
    [LoggerMessage(111, LogLevel.Error, "The mail service refuses the hub ({Code}).")]
    public static partial void MailNotAuthorised(this ILogger logger, string code);

    [LoggerMessage(200, LogLevel.Information, "Published {Changed} of {Documents} timetable documents of {Authority} (ticket {Ticket}).")]
    public static partial void Published(this ILogger logger, string authority, int documents, int changed, long ticket);

    [LoggerMessage(201, LogLevel.Warning, "A file lies in no partner's folder of the timetables and was left there (authority {Authority}, file {Key}).")]
    public static partial void FileMisplaced(this ILogger logger, string authority, string key);

    [LoggerMessage(203, LogLevel.Error, "A row of partner {Partner} of {Authority} made the rules for timetables throw {Kind} in {Method}; it was given back.")]
    public static partial void RowNotRead(this ILogger logger, string authority, string partner, string kind, string? method);

    // The alert on silent authorities reads these words (infra/bicep/modules/alerts.bicep).
    [LoggerMessage(202, LogLevel.Information, "The newest timetable of {Authority} came {Days} days ago.")]
    public static partial void NewestTimetable(this ILogger logger, string authority, int days);
}

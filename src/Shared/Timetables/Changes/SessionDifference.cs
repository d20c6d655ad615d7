using HubAutomation.Shared.Platform.Settings;
using HubAutomation.Shared.Timetables.Model;
using HubAutomation.Shared.Timetables.Words;
using NodaTime;

namespace HubAutomation.Shared.Timetables.Changes;

/// <summary>Says in words what differs between two versions of a session.</summary>
internal static class SessionDifference
{
    private const string Nothing = "not stated";

    /// <summary>A phrase for each difference, e.g. "end 11am → 11:30am"; empty when families would see no difference.</summary>
    /// <param name="old">The session as it was.</param>
    /// <param name="new">The session as it is.</param>
    /// <param name="places">To name places instead of giving their ids.</param>
    public static IReadOnlyList<string> Describe(Session old, Session @new, IReadOnlyList<Place>? places = null)
    {
        var differences = new List<string>();
        Compare("title", old.Title, @new.Title);
        Compare("place", NameOf(old.PlaceId), NameOf(@new.PlaceId));
        Compare("room", old.Room, @new.Room);
        Compare("start", TimeWords.Of(old.Start), TimeWords.Of(@new.Start));
        Compare("end", TimeOf(old.End), TimeOf(@new.End));
        Compare("days", SessionWords.Days(old.Schedule), SessionWords.Days(@new.Schedule));
        Compare("first date", DateOf(old.Schedule.From), DateOf(@new.Schedule.From));
        Compare("last date", DateOf(old.Schedule.Until), DateOf(@new.Schedule.Until));
        Compare("term time only", YesNo(old.Schedule.TermTimeOnly), YesNo(@new.Schedule.TermTimeOnly));
        Compare("not on", DatesOf(old.Schedule.Except), DatesOf(@new.Schedule.Except));
        Compare("ages", old.Ages?.Text, @new.Ages?.Text);
        Compare("booking", SessionWords.Booking(old.Booking), SessionWords.Booking(@new.Booking));
        Compare("booking address", old.Booking.Url, @new.Booking.Url);
        Compare("cost", old.Cost?.Text, @new.Cost?.Text);
        if (old.Description != @new.Description)
            differences.Add("description rewritten");
        return differences;

        void Compare(string what, string? before, string? after)
        {
            if (before != after)
                differences.Add($"{what} {before ?? Nothing} → {after ?? Nothing}");
        }

        string NameOf(string placeId) => places?.FirstOrDefault(p => p.Id == placeId)?.Name ?? placeId;
    }

    private static string? TimeOf(LocalTime? time) => time is { } t ? TimeWords.Of(t) : null;

    private static string DateOf(LocalDate? date) => date is { } d ? DateWords.Full(d) : "open";

    private static string DatesOf(IReadOnlyList<LocalDate> dates) => dates.Count == 0 ? "none" : DateWords.List(dates);

    private static string YesNo(bool value) => value ? "yes" : "no";
}

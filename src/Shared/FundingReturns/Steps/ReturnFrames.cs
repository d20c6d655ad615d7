using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;
using NodaTime;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>
/// The frames of returns. What held on a date is read once for the settings in force, and not in every step and every view of a page: it
/// can only change when these do, and then they are another object.
/// </summary>
public sealed class ReturnFrames(SettingsStore settings)
{
    private readonly ConditionalWeakTable<AuthoritySettings, ConcurrentDictionary<LocalDate, ReturnFrame>> known = [];

    /// <summary>The frame of a return; null when the authority makes none for that month.</summary>
    public Task<ReturnFrame?> FindAsync(ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return FindAsync(name.Authority, MonthSpan.Of(name.YearMonth), cancellation);
    }

    /// <summary>The frame of some months, as it stood at their end; null when the authority made no returns then.</summary>
    public async Task<ReturnFrame?> FindAsync(string authority, MonthSpan months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(months);
        if (await settings.CurrentAsync(authority, cancellation) is not { Returns: { } people } today)
            return null;
        var frames = known.GetOrCreateValue(today);
        if (frames.TryGetValue(months.LastDate, out var frame))
            return frame;
        return await settings.AsOfAsync(authority, ReturnSettings.File, months.LastDate, cancellation) is { Returns: { } measures }
            ? frames[months.LastDate] = new ReturnFrame(today, WithPeople(measures, people))
            : null;
    }

    /// <summary>The frame of a return that was opened.</summary>
    /// <exception cref="InvalidOperationException">Strands were taken out of the configuration since.</exception>
    public async Task<ReturnFrame> OfAsync(ReturnRef name, CancellationToken cancellation) =>
        await FindAsync(name, cancellation) ?? throw new InvalidOperationException($"{name.Authority} has no valid strands.json for {name.Month}.");

    private static ReturnSettings WithPeople(ReturnSettings then, ReturnSettings today) => then with
    {
        Timetable = today.Timetable,
        Manager = today.Manager,
        StandIn = today.StandIn,
        Readers = today.Readers,
        Strands =
        [
            .. then.Strands.Select(strand => today.Strands.FirstOrDefault(now => now.Id == strand.Id) is { } same ? strand.With(same.Leads) : strand),
        ],
    };
}

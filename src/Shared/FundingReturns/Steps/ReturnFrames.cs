using HubAutomation.Shared.FundingReturns.Model;
using HubAutomation.Shared.Platform.Settings;

namespace HubAutomation.Shared.FundingReturns.Steps;

/// <summary>Reads the frame of a return from the settings.</summary>
public static class ReturnFrames
{
    /// <summary>The frame of a return; null when the authority makes none for that month.</summary>
    public static Task<ReturnFrame?> LoadAsync(SettingsStore settings, ReturnRef name, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(name);
        return LoadAsync(settings, name.Authority, MonthSpan.Of(name.YearMonth), cancellation);
    }

    /// <summary>The frame of some months, as it stood at their end; null when the authority made no returns then.</summary>
    public static async Task<ReturnFrame?> LoadAsync(SettingsStore settings, string authority, MonthSpan months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(months);
        var today = await settings.CurrentAsync(authority, cancellation);
        var then = await settings.AsOfAsync(authority, months.LastDate, cancellation);
        return today?.Returns is { } people && then?.Returns is { } measures ? new ReturnFrame(today, WithPeople(measures, people)) : null;
    }

    /// <summary>The frame of a return that was opened.</summary>
    /// <exception cref="InvalidOperationException">Strands were taken out of the configuration since.</exception>
    public static async Task<ReturnFrame> RequireAsync(SettingsStore settings, ReturnRef name, CancellationToken cancellation) =>
        await LoadAsync(settings, name, cancellation) ?? throw new InvalidOperationException($"{name.Authority} has no valid strands.json for {name.Month}.");

    private static ReturnSettings WithPeople(ReturnSettings then, ReturnSettings today) => then with
    {
        Timetable = today.Timetable,
        Manager = today.Manager,
        StandIn = today.StandIn,
        Readers = today.Readers,
        Strands = [.. then.Strands.Select(strand => today.Strands.FirstOrDefault(now => now.Id == strand.Id) is { } same ? strand.With(same.Leads) : strand)],
    };
}
